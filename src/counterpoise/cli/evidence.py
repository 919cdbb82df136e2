"""Commands about what results rest on: ablate, sensitivity, forces, placebo."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterpoise.core import InputError

from .app import cli
from .evidence_tables import show_factors, show_forces, show_matrix, show_placebo
from .output import print_frame, split
from .runs import SCENARIO_OPTIONS, chosen_scenario, options, progress_bar

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
@click.option("--blocks", is_flag=True, help="The blocks of a year (what is done if nothing is said).")
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
    worlds = _worlds(chosen_scenario(scenario, theory, without, years), members, seed)
    on = [name for name, is_on in zip(worlds.model.names, worlds.ensemble.on[0], strict=True) if is_on]
    subjects = {name: (name,) for name in on} if mechanisms else blocks_of(on)
    with progress_bar("ablate") as progress:
        table = ablation.ablation(worlds, subjects, progress)
    if form == "table":
        show_matrix(table, members, not mechanisms)
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


METHODS = ("morris", "sobol", "members")


@cli.command()
@click.argument("scenario", default="baseline")
@options(SCENARIO_OPTIONS)
@click.option("--outcome", "outcomes", multiple=True, metavar="NAME", help="Only this outcome; may be repeated.")
@click.option("--method", type=click.Choice(METHODS), default="morris", help="What is asked (see above).")
@click.option("--trajectories", type=click.IntRange(4, 500), default=20, show_default=True, help="Of Morris's design.")
@click.option("--points", type=int, default=256, show_default=True, help="Of Sobol's design, a power of two.")
@click.option("--factors", metavar="A,B", help="Parameters for sobol, as Mechanism.name; else the strongest.")
@click.option("--top", type=click.IntRange(1, 12), default=8, show_default=True, help="How many factors are shown.")
@options(ENSEMBLE)
def sensitivity(
    scenario: str,
    years: str | None,
    theory: str | None,
    without: tuple[str, ...],
    outcomes: tuple[str, ...],
    method: str,
    trajectories: int,
    points: int,
    factors: str | None,
    top: int,
    seed: int,
    form: str,
    out: Path | None,
) -> None:
    """Which assumptions matter to which outcome, against what chance does.

    \b
    morris   every parameter steps through its prior, every mechanism is switched off, in
             the same worlds (330 worlds a trajectory; 20 take a minute or two)
    sobol    shares of an outcome's variance due to a few parameters, and to everything
             else; needs --outcome (256 points x (factors + 3) worlds, about a minute)
    members  how many worlds pin an effect of AI down, for each outcome

    Steps are in spreads of the outcome over worlds. 'luck' is the mean difference between two worlds with the same
    parameters; a step much below it matters only on average over many worlds.
    """
    chosen = chosen_scenario(scenario, theory, without, years)
    asked = _outcomes(outcomes)
    if method == "members":
        table, told = _members_needed(chosen, seed)
    elif method == "sobol":
        table, told = _sobol(chosen, asked, split(factors), points, top, seed)
    else:
        table, told = _morris(chosen, trajectories, seed)
    if asked:
        table = table[table.outcome.isin(asked)]
    if form == "table":
        show_factors(table, method, top, bool(asked))
        click.echo(told)
    else:
        print_frame(table, form, "")
    if out is not None:
        _write(out, {f"sensitivity-{method}.csv": table.to_csv(index=False)})


@cli.command()
@click.argument("scenario", default="baseline")
@options(SCENARIO_OPTIONS)
@click.option("--states", metavar="A,B", help="ISO3 codes or names; the world as a whole if not given.")
@click.option("--members", type=int, default=200, show_default=True, help=f"Worlds, {FEWEST} to {MOST}.")
@click.option("--every", is_flag=True, help="Every year, not only the last.")
@options(ENSEMBLE)
def forces(
    scenario: str,
    years: str | None,
    theory: str | None,
    without: tuple[str, ...],
    states: str | None,
    members: int,
    every: bool,
    seed: int,
    form: str,
    out: Path | None,
) -> None:
    """Which force moves the balance: geostrategy, governance or technological sovereignty.

    All eight combinations of the three forces are lived by the same worlds; a force's part in the change since the base
    year is its Shapley value, and what changes without any of them is 'none of the three' (growth, convergence,
    chance). Shares are of all that is done, whichever way it pushes. Made once and kept; half a minute.
    """
    from counterpoise.evidence.forces import WORLD, swings

    chosen = chosen_scenario(scenario, theory, without, years)
    wanted = _codes(states, chosen.base_year) if states else [WORLD]
    _refuse_members(members)
    with progress_bar("forces") as progress:
        found = swings(chosen, members, seed, progress)
    table = found.table(wanted, None if every else [chosen.end_year])
    if form == "table":
        show_forces(table, found.poles)
    else:
        print_frame(table, form, "")
    if out is not None:
        _write(out, {"forces.csv": table.to_csv(index=False)})


@cli.command()
@click.argument("scenario", default="baseline")
@options(SCENARIO_OPTIONS)
@click.option("--members", type=int, default=100, show_default=True, help=f"Worlds, {FEWEST} to {MOST}.")
@click.option("--permutations", type=click.IntRange(4, 200), default=16, show_default=True, help="Of AI over states.")
@options(ENSEMBLE)
def placebo(
    scenario: str,
    years: str | None,
    theory: str | None,
    without: tuple[str, ...],
    members: int,
    permutations: int,
    seed: int,
    form: str,
    out: Path | None,
) -> None:
    """Hand out AI to states at random: which conclusions vanish, and which do not depend on who holds it?

    What is said about who gains from AI must vanish; what is said about levels may stay. Gains are log ratios of what a
    state has in the end, with AI against the same world without its progress. About a minute.
    """
    from counterpoise.evidence import placebo as permuting

    _refuse_members(members)
    chosen = chosen_scenario(scenario, theory, without, years)
    with progress_bar("placebo") as progress:
        found = permuting.placebo(chosen, members, permutations, seed, progress)
    tables = {"who": found.who, "states": found.states, "levels": found.levels}
    if form == "table":
        for name, table in tables.items():
            show_placebo(name, table)
    else:
        import pandas as pd

        print_frame(pd.concat([t.assign(about=name) for name, t in tables.items()], ignore_index=True), form, "")
    if out is not None:
        _write(out, {f"placebo-{name}.csv": table.to_csv(index=False) for name, table in tables.items()})


def _outcomes(names: tuple[str, ...]) -> list[str]:
    from counterpoise.core import nearest
    from counterpoise.results.outcomes import OUTCOMES

    known = [o.name for o in OUTCOMES]
    for name in names:
        if name not in known:
            near = nearest(name, known)
            raise InputError(f"--outcome: no outcome {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    return list(names)


def _codes(states: str, year: int) -> list[str]:
    from counterpoise.data.panel import load_panel
    from counterpoise.evidence.forces import WORLD

    system = load_panel().system
    return [word if word == WORLD else system.resolve(word, year) for word in split(states) or []]


def _refuse_members(members: int) -> None:
    if not FEWEST <= members <= MOST:
        raise InputError(f"--members {members}: from {FEWEST} to {MOST:,}")


def _morris(scenario: "Scenario", trajectories: int, seed: int) -> tuple["pd.DataFrame", str]:
    from counterpoise.evidence.screening import screen

    with progress_bar("morris") as progress:
        found = screen(scenario, trajectories, seed, progress)
    idle = found.idle()
    return found.tables(), (
        f"{found.worlds:,} worlds. {len(idle)} of {len(found.factors)} factors move no outcome by 2 % of its spread: "
        f"{', '.join(idle) or 'none'}."
    )


def _sobol(
    scenario: "Scenario", asked: list[str], factors: list[str] | None, points: int, top: int, seed: int
) -> tuple["pd.DataFrame", str]:
    from counterpoise.evidence.screening import screen
    from counterpoise.evidence.variance import sobol

    if not asked:
        raise InputError("--method sobol needs --outcome")
    if factors is None:
        with progress_bar("morris") as progress:
            screened = screen(scenario, 10, seed, progress).table(asked[0])
        factors = screened[screened.kind == "parameter"].factor.head(top).tolist()
    with progress_bar("sobol") as progress:
        table = sobol(scenario, factors, points, seed, progress)
    return (
        table,
        f"{points * (len(factors) + 3):,} worlds. 'everything else': other parameters, the start's errors, luck.",
    )


def _members_needed(scenario: "Scenario", seed: int) -> tuple["pd.DataFrame", str]:
    from counterpoise.evidence.enough import enough
    from counterpoise.evidence.relived import off
    from counterpoise.models import NO_AI

    worlds = _worlds(scenario, 200, seed)
    with progress_bar("members") as progress:
        base = worlds.lived(progress=progress)
        twin = [name for name in NO_AI.off if name in worlds.model.names]
        other = worlds.lived(on=off(worlds.model, worlds.ensemble.on, twin), progress=progress)
    return enough(base, other), "From a pilot of 200 worlds, with AI against without; half-widths at 95 %."
