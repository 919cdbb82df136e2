"""The command that shows and tries published models: theory."""

from pathlib import Path

import click

from counterpoise.core import InputError

from .app import cli


@cli.command(context_settings={"ignore_unknown_options": True})
@click.argument("name", required=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--pages", type=click.Path(file_okay=False, path_type=Path), help="Write a page and a figure of every model."
)
def theory(name: str | None, arguments: tuple[str, ...], pages: Path | None) -> None:
    """Show a published model, and try it: ``counterpoise theory fearon --c-low .05 --c-high .45``.

    Without NAME, lists the models. Arguments not given stay at the model's example.
    """
    from counterpoise.lecture.catalog import find
    from counterpoise.lecture.pages import write_pages
    from counterpoise.lecture.terminal import explain, overview

    if pages is not None:
        click.echo(f"wrote {len(write_pages(pages))} files to {pages}")
    elif name is None:
        click.echo(overview())
    else:
        click.echo(explain(find(name), _pairs(arguments)))


def _pairs(arguments: tuple[str, ...]) -> dict[str, str]:
    """``--c-low .05 --c-high=.45`` as a mapping of argument to text."""
    words = [part for word in arguments for part in (word.split("=", 1) if word.startswith("--") else [word])]
    if len(words) % 2 or not all(w.startswith("--") for w in words[::2]):
        raise InputError("arguments of a model come in pairs: --name value")
    return {k[2:].replace("-", "_"): v for k, v in zip(words[::2], words[1::2], strict=True)}
