"""Commands that measure and brief: brief, measure, doctor."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from .app import cli
from .output import BASE_YEAR, OUT, console, print_frame, split


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
    """Brief one country: standing, dependence, deals, outlook, and what not to trust.

    STATE is an ISO3 code or an English name. Prints one page and writes HTML, JSON and a ledger of every number shown.
    """
    from counterpoise.brief.compose import PARTS, compose
    from counterpoise.brief.document import to_json, write
    from counterpoise.brief.terminal import show
    from counterpoise.data.panel import load_panel

    with _sections(len(PARTS)) as tell:
        made = compose(load_panel(), state, rival, year, progress=tell, processes=2)
    paths = write(made, out)
    if form == "json":
        click.echo(to_json(made), nl=False)
        return
    show(made, console())
    click.echo()
    for path in paths:
        click.echo(f"wrote {path}")


@contextmanager
def _sections(count: int) -> Iterator[Callable[[str], None]]:
    """A bar that names the section at work, on a terminal; the first outlook on a machine takes a minute or two."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=count, label="brief", file=sys.stderr, show_eta=False, hidden=hidden) as bar:

        def tell(section: str) -> None:
            once = ", compiled and run once on this machine" if section.endswith("Outlook") else ""
            bar.label = f"{section.lstrip('0123456789 ')}{once}"
            bar.update(1)

        yield tell


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
    wanted = split(states)
    frame = (
        measures.measure(panel, name, year, wanted)
        if name is not None
        else measures.summary(panel, year, wanted or LEADING)
    )
    print_frame(frame, form, f"{name or 'summary'} {year}")


LEADING = ("USA", "CHN", "RUS", "IND", "JPN", "DEU", "GBR", "FRA", "PAK", "MAR")


def _list_measures(panel: Any) -> None:
    from counterpoise.power.measures import DESCRIPTIONS, SERIES

    for name, doc in DESCRIPTIONS.items():
        click.echo(f"{name:20} {doc}")
    for name, variable in SERIES.items():
        click.echo(f"{name:20} {panel.variables[variable].label if variable in panel.variables else variable}")
    click.echo(f"and each series of the panel: {', '.join(panel.variables)}")


@cli.command()
def doctor() -> None:
    """Check that this installation works: versions, panel, disk."""
    from counterpoise.doctor import examine

    for name, state in examine():
        click.echo(f"{name:24} {state}")
