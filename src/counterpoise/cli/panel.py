"""Commands about the panel and its sources: data list, build, verify, cite, export."""

import json
from pathlib import Path

import click

from .app import Commands, cli, help_without_command
from .output import print_frame, split


@cli.group(cls=Commands, invoke_without_command=True)
@click.pass_context
def data(context: click.Context) -> None:
    """The panel and its sources: list, build, verify, cite, export."""
    help_without_command(context)


@data.command("list")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="What to print.")
def list_(form: str) -> None:
    """List every variable: unit, years, states in 2024, sources, licence."""
    from counterpoise.data.inventory import inventory
    from counterpoise.data.panel import load_panel

    frame = inventory(load_panel())
    short = ["variable", "label", "unit", "first", "last", "states_2024", "sources"]
    print_frame(frame[short] if form == "table" else frame, form, "the panel ('--format csv' adds licence and error)")


@data.command()
@click.option("--raw", type=click.Path(path_type=Path), required=True, help="Folder of raw data files.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write; the package's own panel if not given.",
)
def build(raw: Path, out: Path | None) -> None:
    """Build the panel from raw files. The same files give the same bytes."""
    from counterpoise.data.build import build_panel
    from counterpoise.data.panel import panel_folder

    manifest = build_panel(raw, out or panel_folder(), report=lambda line: click.echo(line, err=True))
    for name, entry in manifest["files"].items():
        click.echo(f"{name:20} {entry['rows']:>9,} rows  sha256 {entry['sha256'][:16]}")


@data.command()
def verify() -> None:
    """Check hashes and schema of the embedded panel; exit code 3 if anything is wrong."""
    from counterpoise.data.panel import load_panel
    from counterpoise.data.verify import verify_panel

    for line in verify_panel(load_panel()):
        click.echo(line)


@data.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.")
def cite(form: str) -> None:
    """Print the sources that the panel uses, with their terms; each row of a register names its own."""
    from counterpoise.data.inventory import citations
    from counterpoise.data.panel import load_panel

    entries = citations(load_panel())
    if form == "json":
        click.echo(json.dumps(entries, indent=1, ensure_ascii=False))
        return
    for entry in entries:
        click.echo(f"{entry['title']} ({entry['version']}). {entry['reference']}\n  terms: {entry['licence']}\n")


@data.command()
@click.argument("table", default="values")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="File to write (.csv or .parquet).")
@click.option("--states", help="Comma-separated ISO3 codes or names.")
@click.option("--variable", multiple=True, help="Only these variables (values table).")
def export(table: str, out: Path | None, states: str | None, variable: tuple[str, ...]) -> None:
    """Export a TABLE of the panel: values, states, dyads, suppliers, firms, or a register."""
    from counterpoise.data.export import export_table, write_export
    from counterpoise.data.panel import load_panel

    frame = export_table(load_panel(), table, split(states), list(variable))
    if out is None:
        click.echo(frame.to_csv(index=False), nl=False)
    else:
        click.echo(f"wrote {write_export(frame, out)} ({len(frame):,} rows)")
