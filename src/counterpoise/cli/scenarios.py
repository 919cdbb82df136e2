"""Commands about scenarios: scenario list, show, schema."""

import json

import click

from .app import Commands, cli, help_without_command
from .output import print_rows


@cli.group(cls=Commands, invoke_without_command=True)
@click.pass_context
def scenario(context: click.Context) -> None:
    """Scenarios: what would be different in a world, written in YAML; list, show, schema."""
    help_without_command(context)


@scenario.command("list")
def list_() -> None:
    """List the packaged scenarios and the bundles of mechanisms they can use."""
    from counterpoise.scenarios import bundle_names, find_bundle, load, names

    found = [load(name) for name in names()]
    rows = [[s.name, s.title, s.theory, f"{s.base_year}-{s.end_year}"] for s in found]
    print_rows("Scenarios", ("name", "title", "theory", "years"), rows, words=4)
    bundles = [find_bundle(name) for name in bundle_names()]
    print_rows("Theories", ("bundle", "meaning"), [[b.name, b.meaning] for b in bundles], words=2)


@scenario.command()
@click.argument("name")
def show(name: str) -> None:
    """Show a scenario, by name or file: its story, its sources, and every number it sets with the reason."""
    from counterpoise.core import format_reference
    from counterpoise.scenarios import load

    found = load(name)
    click.echo(f"{found.name}: {found.title} ({found.theory}, {found.base_year}-{found.end_year})\n")
    if found.story:
        click.echo(" ".join(found.story.split()) + "\n")
    rows = [[key, s.spelled(), s.source, " ".join(s.why.split())] for key, s in found.parameters.items()]
    rows += [[f"start: {a.field}", a.spelled(), a.source, " ".join(a.why.split())] for a in found.start]
    rows += [[name, "off", "", ""] for name in found.without]
    if rows:
        print_rows("What is different", ("parameter or starting value", "is", "source", "why"), rows, words=4)
    for key in found.sources:
        click.echo(format_reference(key))


@scenario.command()
def schema() -> None:
    """Print the JSON schema of scenario files, for editors that check while you write."""
    from counterpoise.scenarios import json_schema

    click.echo(json.dumps(json_schema(), indent=1))
