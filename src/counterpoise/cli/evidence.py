"""Commands about what results rest on: ablate."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterpoise.core import InputError

from .app import cli
from .output import print_frame, print_rows
from .runs import SCENARIO_OPTIONS, _progress, _scenario, options

if TYPE_CHECKING:
    import pandas as pd

    from counterpoise.evidence.relived import Worlds
    from counterpoise.scenarios import Scenario

FEWEST, MOST = 20, 5000
ENSEMBLE = (
    click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=1, show_default=True, help="Luck of the draws."),
    click.option(
        "--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", help="What to print."
    ),
    click.option(
        "--out", type=click.Path(file_okay=False, path_type=Path), help="Also write tables and pictures here."
    ),
)


@cli.command()
@click.argument("scenario", default="baseline")
@options(SCENARIO_OPTIONS)
@click.option("--members", type=int, default=200, show_default=True, help=f"Worlds, {FEWEST} to {MOST}.")
@click.option("--mechanisms", is_flag=True, help="Each mechanism by itself, instead of blocks of them.")
@click.option("--blocks", is_flag=True, help="The thirteen blocks of a year (what is done if nothing is said).")
@options(ENSEMBLE)
def ablate(
    scenario: str,
    years: str | None,
    theory: str | None,
    without: tuple[str, ...],
    members: int,
    mechanisms: bool,
    blocks: bool,
    seed: int,
    form: str,
    out: Path | None,
) -> None:
    """Switch each block of the year off in the same worlds, and see what moves.

    An effect is the mean difference in spreads of the baseline over worlds, without the block against with it. A dot is
    what is not shown to differ from zero, at 95 % over the whole matrix; a star marks an outcome that the block
    itself makes. About 25 s for 200 worlds on two processors, a minute and a half with --mechanisms.
    """
    from counterpoise.evidence import ablation
    from counterpoise.evidence.blocks import blocks_of

    if mechanisms and blocks:
        raise InputError("--blocks or --mechanisms, not both")
    worlds = _worlds(_scenario(scenario, theory, without, years), members, seed)
    on = [name for name, is_on in zip(worlds.model.names, worlds.ensemble.on[0], strict=True) if is_on]
    subjects = {name: (name,) for name in on} if mechanisms else blocks_of(on)
    with _progress("ablate") as progress:
        table = ablation.ablation(worlds, subjects, progress)
    if form == "table":
        _show_matrix(table, members, not mechanisms)
    else:
        print_frame(table, form, "")
    if out is not None:
        title = f"What moves without each {'mechanism' if mechanisms else 'block'}: {scenario}, {members} worlds"
        _write_ablation(out, table, title)


def _worlds(scenario: "Scenario", members: int, seed: int) -> "Worlds":
    from counterpoise.evidence.relived import Worlds

    if not FEWEST <= members <= MOST:
        raise InputError(f"--members {members}: from {FEWEST} to {MOST:,}")
    return Worlds.of(scenario, members, seed)


def _show_matrix(table: "pd.DataFrame", members: int, blocks: bool) -> None:
    from counterpoise.evidence.ablation import lines, moved

    if blocks:
        click.echo(f"Without each block, in spreads of {members} worlds:")
        for line in lines(table):
            click.echo(line)
    told = [
        [r.subject, str(r.outcomes), str(r.own), r.most, f"{r.size:+.3f} [{r.low:+.3f} to {r.high:+.3f}]"]
        for r in moved(table).itertuples()
    ]
    print_rows("What each moves most", ["without", "outcomes moved", "its own", "most", "effect"], told)
    click.echo("Effects follow from assumed mechanisms and priors, on the same draws with and without.")


def _write_ablation(out: Path, table: "pd.DataFrame", title: str) -> None:
    from counterpoise.charts.heat import page, standalone
    from counterpoise.evidence.ablation import picture

    svg = picture(table, title)
    texts = {
        "ablation.csv": table.to_csv(index=False),
        "ablation.json": table.to_json(orient="records", indent=1),
        "ablation.svg": standalone(svg),
        "ablation.html": page(title, svg),
    }
    _write(out, texts)


def _write(out: Path, texts: dict[str, str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (out / name).write_text(text, encoding="utf-8")
    click.echo(f"wrote {', '.join(texts)} in {out}", err=True)
