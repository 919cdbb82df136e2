"""The command line: ``counterpoise COMMAND --help`` teaches each command."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from counterpoise import __version__
from counterpoise.core import CounterpoiseError, InputError, ResourceError, nearest

if TYPE_CHECKING:
    import pandas as pd

BASE_YEAR = 2024
OUT = "counterpoise-out"


class Commands(click.Group):
    """A group that names the nearest command when one is misspelt."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or raise InputError with the nearest spelling."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            near = nearest(args[0], self.list_commands(ctx))
            raise InputError(f"no command {args[0]!r}" + (f"; did you mean {near!r}?" if near else ""))
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="counterpoise")
@click.pass_context
def cli(context: click.Context) -> None:
    """The international system in the age of AI: measured from data, with how sure each number is.

    Start with:  counterpoise brief PAK --rival IND
    """
    _help_without_command(context)


@cli.command()
@click.argument("state")
@click.option("--rival", help="Another state to set beside it (ISO3 code or name).")
@click.option("--asof", "year", type=int, default=BASE_YEAR, show_default=True, help="Year of the brief, 1970-2024.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(OUT),
    show_default=True,
    help="Folder for the HTML page, the JSON and the ledger.",
)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="What to print.")
def brief(state: str, rival: str | None, year: int, out: Path, form: str) -> None:
    """Brief one country: standing, dependence, deals, and what not to trust.

    STATE is an ISO3 code or an English name. Prints one page and writes HTML, JSON and a ledger of every number shown.
    """
    from counterpoise.brief.compose import compose
    from counterpoise.brief.document import to_json, write
    from counterpoise.brief.terminal import show
    from counterpoise.data.panel import load_panel

    quiet = not sys.stderr.isatty()
    with click.progressbar(length=4, label="counterpoise", file=sys.stderr, show_eta=False, hidden=quiet) as bar:
        made = compose(load_panel(), state, rival, year, progress=lambda section: bar.update(1))
    paths = write(made, out)
    if form == "json":
        click.echo(to_json(made), nl=False)
        return
    show(made, _console())
    click.echo()
    for path in paths:
        click.echo(f"wrote {path}")


@cli.command()
@click.argument("name", required=False)
@click.option("--year", type=int, default=BASE_YEAR, show_default=True, help="Year, 1816-2024.")
@click.option("--states", help="Comma-separated ISO3 codes or names; all states if not given.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="What to print.")
@click.option("--list", "listing", is_flag=True, help="List every measure there is.")
def measure(name: str | None, year: int, states: str | None, form: str, listing: bool) -> None:
    """Measure power: value, share, and rank with its spread over defensible measures.

    NAME: cinc, net-resources, hard, soft, smart, sovereignty, science-technology, economy, military, any series of
    the panel; without NAME a summary. rank_low and rank_high are the 5th and 95th percentile over measures: analysts'
    choices, never confidence.
    """
    from counterpoise.data.panel import load_panel
    from counterpoise.power import measures

    panel = load_panel()
    if listing:
        _list_measures(panel)
        return
    wanted = _split(states)
    frame = (
        measures.measure(panel, name, year, wanted)
        if name is not None
        else measures.summary(panel, year, wanted or LEADING)
    )
    _print(frame, form, f"{name or 'summary'} {year}")


LEADING = ("USA", "CHN", "RUS", "IND", "JPN", "DEU", "GBR", "FRA", "PAK", "MAR")


@cli.command()
@click.argument("claim", required=False)
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", help="What to print.")
@click.option(
    "--figures",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write a page with the paper's three figures drawn anew.",
)
def claims(claim: str | None, form: str, figures: Path | None) -> None:
    """Execute the first paper's numbers: each claim with its line, quote and computed verdict.

    With an ID, shows that claim and the evidence behind its verdict.
    """
    from counterpoise.claims.board import board, examine
    from counterpoise.data.panel import load_panel

    panel = load_panel()
    if figures is not None:
        from counterpoise.claims.figures import write_figures

        click.echo(f"wrote {write_figures(panel, figures)}")
        return
    if claim is not None:
        fact, finding = examine(panel, claim)
        shown = {
            "id": fact.id,
            "paper": fact.paper,
            "line": fact.line,
            "quote": fact.quote,
            "type": fact.type,
            "verdict": finding.verdict.value,
            "explanation": finding.explanation,
            "evidence": finding.evidence,
        }
        if form == "json":
            click.echo(json.dumps(shown, indent=1, ensure_ascii=False, default=str))
        else:
            for key, value in shown.items():
                click.echo(f"{key:12} {value}")
        return
    frame = board(panel)
    _print(frame if form == "json" else frame.drop(columns=["paper"]), form, "the first paper's numbers")
    if form == "table":
        click.echo("; ".join(f"{v}: {n}" for v, n in frame.verdict.value_counts().items()))


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


@cli.command()
def doctor() -> None:
    """Check that this installation works: versions, panel, disk."""
    from counterpoise.doctor import examine

    for name, state in examine():
        click.echo(f"{name:24} {state}")


@cli.group(cls=Commands, invoke_without_command=True)
@click.pass_context
def data(context: click.Context) -> None:
    """The panel and its sources: list, build, verify, cite, export."""
    _help_without_command(context)


def _help_without_command(context: click.Context) -> None:
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@data.command("list")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="What to print.")
def list_(form: str) -> None:
    """List every variable: unit, years, states in 2024, sources, licence."""
    from counterpoise.data.inventory import inventory
    from counterpoise.data.panel import load_panel

    frame = inventory(load_panel())
    short = ["variable", "label", "unit", "first", "last", "states_2024", "sources"]
    _print(frame[short] if form == "table" else frame, form, "the panel ('--format csv' adds licence and error)")


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

    frame = export_table(load_panel(), table, _split(states), list(variable))
    if out is None:
        click.echo(frame.to_csv(index=False), nl=False)
    else:
        click.echo(f"wrote {write_export(frame, out)} ({len(frame):,} rows)")


def _split(states: str | None) -> list[str] | None:
    """Words between commas; None where the option was not given. Raises InputError if it names nobody."""
    if states is None:
        return None
    wanted = [word.strip() for word in states.split(",") if word.strip()]
    if not wanted:
        raise InputError(f"--states {states!r} names no state: give ISO3 codes or names with commas between")
    return wanted


def _console() -> Any:
    from rich.console import Console

    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=140)


def _print(frame: "pd.DataFrame", form: str, title: str) -> None:
    if form == "json":
        click.echo(frame.to_json(orient="records", indent=1, force_ascii=False))
    elif form == "csv":
        click.echo(frame.to_csv(index=False), nl=False)
    else:
        from rich.table import Table

        table = Table(title=title, title_justify="left", header_style="bold", pad_edge=False)
        for column in frame.columns:
            table.add_column(str(column), overflow="fold")
        for row in frame.itertuples(index=False):
            table.add_row(*(_cell(value) for value in row))
        _console().print(table)


def _cell(value: Any) -> str:
    if value is None or value != value or str(value) == "<NA>":
        return "-"
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _list_measures(panel: Any) -> None:
    from counterpoise.power.measures import DESCRIPTIONS, SERIES

    for name, doc in DESCRIPTIONS.items():
        click.echo(f"{name:20} {doc}")
    for name, variable in SERIES.items():
        click.echo(f"{name:20} {panel.variables[variable].label if variable in panel.variables else variable}")
    click.echo(f"and each series of the panel: {', '.join(panel.variables)}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; known errors become one line and their exit code, never a traceback."""
    try:
        cli.main(args=arguments, prog_name="counterpoise", standalone_mode=False)
    except CounterpoiseError as error:
        _stop(str(error), error.exit_code)
    except click.exceptions.Abort:
        _stop("interrupted", 130)
    except click.ClickException as error:
        _stop(error.format_message(), 2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        _stop(f"{error.filename or 'the system'}: {(error.strerror or str(error)).lower()}", ResourceError.exit_code)


def _stop(message: str, code: int) -> None:
    click.echo(f"counterpoise: {' '.join(message.split())}", err=True)
    sys.exit(code)
