"""The same as the commands, for notebooks: panel, measures, briefs, claims and runs as pandas and xarray objects."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import xarray as xr

from counterpoise.brief.compose import compose
from counterpoise.brief.page import Brief
from counterpoise.claims.board import board
from counterpoise.claims.propositions.remake import try_claim
from counterpoise.data.panel import BASE_YEAR, Panel, load_panel
from counterpoise.deals import deal
from counterpoise.dilemma import Dilemma
from counterpoise.evidence.hindcast import hindcast
from counterpoise.exchange import exchange
from counterpoise.power import measures
from counterpoise.results.dataset import open_dataset
from counterpoise.runs.compare import compare
from counterpoise.runs.plan import MEMBERS, SEED, Plan
from counterpoise.runs.run import How, Progress, run_plan
from counterpoise.scenarios import Scenario, load
from counterpoise.statecraft.advice import Advice, advise
from counterpoise.statecraft.trial import MEMBERS as TRIAL_MEMBERS

__all__ = [
    "brief",
    "claims",
    "compare",
    "deal",
    "dilemma",
    "exchange",
    "hindcast",
    "load_panel",
    "measure",
    "open_run",
    "run",
    "statecraft",
    "try_claim",
]


def measure(
    name: str | None = None, year: int = BASE_YEAR, states: Iterable[str] | None = None, panel: Panel | None = None
) -> pd.DataFrame:
    """Standing under one measure, or the headline measures without a name.

    Columns: state, measure, value, share, rank, rank_low, rank_high, grade, source, year. ``rank_low`` and
    ``rank_high`` are the 5th and 95th percentile over defensible measures: choices, not confidence. Raises InputError.
    """
    held = panel or load_panel()
    return measures.measure(held, name, year, states) if name else measures.summary(held, year, states)


def brief(
    state: str,
    rival: str | None = None,
    year: int = BASE_YEAR,
    out: Path | str | None = None,
    panel: Panel | None = None,
) -> Brief:
    """The brief of one state, by ISO3 code or name; with ``out`` also written there as HTML, JSON and ledger."""
    from counterpoise.brief.document import write

    made = compose(panel or load_panel(), state, rival, year)
    if out is not None:
        write(made, Path(out))
    return made


def claims(panel: Panel | None = None) -> pd.DataFrame:
    """Every number the papers state with its verdict: id, paper, line, quote, type, verdict, explanation."""
    return board(panel or load_panel())


def dilemma(state: str, rival: str | None = None, *, year: int = BASE_YEAR, panel: Panel | None = None) -> Dilemma:
    """Which of Jervis's four worlds a state is in against its rival and the most threatening states, by AI channel.

    ``worlds_table()`` and ``games_table()`` of the answer are frames. Without a rival the most threatening state stands
    in for it. Raises InputError.
    """
    from counterpoise.dilemma import dilemma as work_out

    return work_out(panel or load_panel(), state, rival, year=year)


def statecraft(
    state: str,
    rival: str,
    *,
    budget: float = 0.005,
    members: int = TRIAL_MEMBERS,
    seed: int = SEED,
    panel: Panel | None = None,
    progress: Progress | None = None,
) -> Advice:
    """Hedge, cooperate or contest, issue by issue, and what six tools do at one price, a share of output a year.

    ``issues``, ``trials`` and ``mixes`` of the answer are frames. What ships is read, else the mixes are lived through.
    Raises InputError.
    """
    return advise(panel or load_panel(), state, rival, budget=budget, members=members, seed=seed, progress=progress)


def run(
    scenario: str | Scenario = "baseline",
    members: int = MEMBERS,
    *,
    years: tuple[int, int] | None = None,
    seed: int = SEED,
    theory: str | None = None,
    without: Iterable[str] = (),
    fast: bool = False,
    dyads: bool = False,
    out: Path | str = "counterpoise-out",
    how: How | None = None,
    progress: Progress | None = None,
) -> xr.Dataset:
    """Run a scenario, given by name, file or object, and open its results; a run that is there already is only opened.

    Series are (member, year, state), outcomes (member, year), means over members (year, dyad) or (year, regime, state),
    each with units, grade and citations. An interrupted run goes on. ``how`` sets chunk, workers and executor;
    ``progress(done, total)`` is called as members are done. Raises InputError and ResourceError.
    """
    chosen = scenario if isinstance(scenario, Scenario) else load(scenario, theory=theory, without=without, years=years)
    plan = Plan(chosen, members, seed, fast, dyads)
    return open_dataset(run_plan(plan, Path(out), how or How(resume=True), progress).folder)


def open_run(folder: Path | str) -> xr.Dataset:
    """The results in a run's folder. Raises InputError where there is none or it is unfinished."""
    return open_dataset(Path(folder))
