"""The job: what could a state do about its rival, what it rests on, and how many ways of seeing it agree."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from counterpoise.core import InputError
from counterpoise.data.panel import BASE_YEAR, Panel
from counterpoise.deals.issues import ISSUES, issue
from counterpoise.runs.starting import starting_world

from .goals import GOALS
from .kept import kept_trials
from .portfolios import BUDGET, Portfolio, doubles
from .recorded import usual
from .stance import DRAWS, Stance, stances, summary
from .trial import MEMBERS, SEED, YEARS, Progress, Question, aimed

SHOWN = 0.05
"""An effect counts from a twentieth of what the goal differs between worlds, if its interval excludes 0 in every
theory; below that it is noise in the life of a state, however sure."""


@dataclass(frozen=True, eq=False)
class Advice:
    """``stances``: an issue and variant a row; ``issues``: one row an issue; ``trials``: a theory, mix and goal a row;
    ``effects``: a mix and goal a row, what is ``shown`` of them; ``mixes``: one row a mix, what it serves and harms;
    ``best``: one row a goal."""

    state: str
    rival: str
    question: Question
    stances: pd.DataFrame
    issues: pd.DataFrame
    trials: pd.DataFrame
    effects: pd.DataFrame
    mixes: pd.DataFrame
    best: pd.DataFrame
    restrained: str
    """The mix that arms nobody and serves peace most, a de-escalatory option; empty where none is shown to."""


def advise(
    panel: Panel,
    state: str,
    rival: str,
    *,
    budget: float = BUDGET,
    years: int = YEARS,
    members: int = MEMBERS,
    seed: int = SEED,
    pairs: bool = False,
    only: Sequence[str] = (),
    progress: Progress | None = None,
) -> Advice:
    """What ``state`` could do about ``rival`` with a budget, a share of its output a year.

    Diplomacy, culture and law are aimed at the rival, or at all the state has to do with if the two are no pair of the
    simulated world. ``pairs`` also tries every two tools by halves; ``only`` names
    issues. Raises InputError.
    """
    one, other = (panel.system.resolve(name, BASE_YEAR) for name in (state, rival))
    if one == other:
        raise InputError(f"the rival must be another state than {panel.system.name(one)}")
    targets = aimed(one, other, starting_world(BASE_YEAR))
    question = Question(one, targets, budget, years, members, seed)
    chosen = tuple(issue(name) for name in only) or ISSUES
    portfolios = [*usual(), *(doubles() if pairs else ())]
    by_variant = stances(panel, one, other, issues=chosen, draws=DRAWS)
    tried = kept_trials(question, portfolios, progress)
    effects = shown(tried)
    return Advice(
        one, other, question, by_variant, summary(by_variant), tried, effects, mixes(effects, portfolios),
        best(effects), restrained(effects, portfolios),
    )  # fmt: skip


def shown(tried: pd.DataFrame) -> pd.DataFrame:
    """One row a mix and goal: portfolio, goal, size (effect over spread, its sign that of the goal; mean of theories),
    better (least over theories), shown (by ``SHOWN``'s rule, the same way in every theory)."""
    signs = {goal.name: goal.sign for goal in GOALS}
    rows = []
    for (portfolio, goal), part in tried.groupby(["portfolio", "goal"], sort=False):
        spread = part.spread.replace(0.0, np.nan)
        size = (signs[goal] * part.effect / spread).fillna(0.0)
        clear = bool(((part.low > 0) | (part.high < 0)).all() and (np.sign(size).nunique() == 1))
        rows.append(
            {
                "portfolio": portfolio,
                "goal": goal,
                "size": float(size.mean()),
                "better": float(part.better.min()),
                "shown": clear and bool((size.abs() >= SHOWN).all()),
            }
        )
    return pd.DataFrame(rows)


def mixes(effects: pd.DataFrame, portfolios: Sequence[Portfolio]) -> pd.DataFrame:
    """One row a mix: portfolio, serves, harms (goals, by the rule of ``shown``), restrained (it arms nobody)."""
    rows = []
    for portfolio in portfolios:
        own = effects[(effects.portfolio == portfolio.name) & effects.shown]
        rows.append(
            {
                "portfolio": portfolio.name,
                "serves": ", ".join(own.goal[own["size"] > 0]),
                "harms": ", ".join(own.goal[own["size"] < 0]),
                "restrained": portfolio.restrained,
            }
        )
    return pd.DataFrame(rows)


def best(effects: pd.DataFrame) -> pd.DataFrame:
    """One row a goal: goal, portfolio (the mix that serves it most; empty if none is shown to), size, better."""
    rows = []
    for goal, part in effects.groupby("goal", sort=False):
        serving = part[part.shown & (part["size"] > 0)].sort_values("size", ascending=False)
        top = serving.iloc[0] if len(serving) else None
        found = {"portfolio": "", "size": 0.0, "better": 0.0} if top is None else top[["portfolio", "size", "better"]]
        rows.append({"goal": goal, **found})
    return pd.DataFrame(rows)


def restrained(effects: pd.DataFrame, portfolios: Sequence[Portfolio]) -> str:
    """The mix that arms nobody and does most for peace, if it makes disputes rarer in at least two worlds in three."""
    gentle = {p.name for p in portfolios if p.restrained}
    peace = effects[(effects.goal == "peace") & effects.portfolio.isin(gentle) & (effects["size"] > 0)]
    sure = peace[peace.better >= 2.0 / 3.0].sort_values("size", ascending=False)
    return str(sure.portfolio.iloc[0]) if len(sure) else ""


def agreement(row: pd.Series) -> str:
    """How many variants agree: ``50 of 72``."""
    return f"{row.agree} of {row.variants}"


__all__ = ["Advice", "Stance", "advise"]
