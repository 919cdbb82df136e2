"""Live through the same worlds with one state's budget on one mix of tools or another, and see what it gains."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import InputError
from counterpoise.core.fields import Dimension
from counterpoise.engine import Initial
from counterpoise.evidence.trial_world import with_values
from counterpoise.models import INSTITUTIONALIST, NEOREALIST, Bundle
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load
from counterpoise.theory.portfolio import TOOLS

from .goals import GOALS, Array, Goal
from .portfolios import BUDGET, MOST, Portfolio, even, single

MEMBERS, YEARS, SEED = 64, 10, 1
BUNDLES = (NEOREALIST, INSTITUTIONALIST)
NINETY_FIVE = 1.959964
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Question:
    """Whose money, how much, meant for whom (ISO3; empty for all it has to do with), how long, in how many worlds."""

    state: str
    targets: tuple[str, ...] = ()
    budget: float = BUDGET
    years: int = YEARS
    members: int = MEMBERS
    seed: int = SEED

    def __post_init__(self) -> None:
        """Raises InputError for numbers out of range."""
        if not 0.0 < self.budget <= MOST:
            raise InputError(f"--budget {self.budget:g}: a share of output above 0 and up to {MOST:g}")
        if not 1 <= self.years <= 50:
            raise InputError(f"--years {self.years}: from 1 to 50")
        if not 8 <= self.members <= 10_000:
            raise InputError(f"--members {self.members}: from 8 to 10000")


def aimed(state: str, rival: str, initial: Initial) -> tuple[str, ...]:
    """At whom the state's diplomacy aims: the rival, or nobody in particular where the two are no pair of the world."""
    return (rival,) if (state, rival) in set(initial.actors.dyads) else ()


def start(question: Question, portfolio: Portfolio | None, initial: Initial) -> Initial:
    """The start with the state's tools set; none without a portfolio. Aims go by the size of those aimed at.

    Raises InputError where a target is no partner of the state in the world.
    """
    actors = initial.actors
    if question.state not in actors.states:
        raise InputError(f"{question.state} is not in the world a run starts from")
    me = actors.states.index(question.state)
    parts = dict(portfolio.parts) if portfolio else {}
    values = {}
    for tool in TOOLS:
        own = np.zeros(len(actors.states))
        own[me] = question.budget * parts.get(tool, 0.0)
        values[f"tool_{tool}"] = own
    values["aim"] = _aims(question, me, initial)
    return with_values(initial, values)


@lru_cache(maxsize=4)
def _plan(theory: str, members: int, seed: int) -> Plan:
    return Plan(load("baseline", theory=theory), members, seed)


@lru_cache(maxsize=4)
def _theta(theory: str, members: int, seed: int) -> NDArray[np.float32]:
    """Parameters of the members, the same for every mix."""
    plan = _plan(theory, members, seed)
    return plan.scenario.theta(plan.model, seed, np.arange(members, dtype=np.uint32))


def _aims(question: Question, me: int, initial: Initial) -> Array:
    index, states = initial.actors.index, initial.actors.states
    missing = sorted(set(question.targets) - {states[j] for j in index.dst[index.src == me]})
    if missing:
        raise InputError(f"{question.state} and {missing[0]} are not among the pairs looked at one by one")
    meant = (index.src == me) & (np.isin(np.array(states, object)[index.dst], question.targets or states))
    weight = np.where(meant, np.asarray(initial.values["gdp"])[index.dst], 0.0)
    return np.asarray(weight / weight.sum(), float)


def lived(question: Question, bundle: Bundle, portfolio: Portfolio | None, goals: Sequence[Goal] = GOALS) -> Array:
    """What becomes of the state in every world: ``[goal, member]``."""
    plan = _plan(bundle.name, question.members, question.seed)
    model = plan.model
    needs = dict.fromkeys(name for goal in goals for name in goal.needs)
    ensemble = plan.ensemble(
        record=needs,
        initial=start(question, portfolio, plan.initial),
        years=question.years,
        theta=_theta(bundle.name, question.members, question.seed)[:, : question.years],
    )
    results, actors = ensemble.run(), plan.initial.actors
    me = actors.states.index(question.state)
    out = actors.index.src == me
    mine = {Dimension.DYAD: out, Dimension.STATE: me, Dimension.REGIME: slice(None)}
    own = {name: np.asarray(results[name][:, :, mine[model.fields[name].dimension]], float) for name in needs}
    return np.array([goal.read(own) for goal in goals])


def trials(
    question: Question,
    portfolios: Sequence[Portfolio] | None = None,
    bundles: Sequence[Bundle] = BUNDLES,
    goals: Sequence[Goal] = GOALS,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """What each portfolio changes for the state, against the same worlds without it; one row a theory, mix and goal.

    Columns: theory, portfolio, goal, unit, usual (mean without), effect, low, high (mean paired difference with its
    95 % interval), better (share of worlds in which the goal is served, ties by half), spread (standard deviation of
    the goal over worlds), members.
    """
    chosen = list(portfolios) if portfolios is not None else [*single(), even()]
    rows, done, total = [], 0, len(bundles) * (len(chosen) + 1)
    for bundle in bundles:
        usual = lived(question, bundle, None, goals)
        done = _tell(progress, done, total)
        for portfolio in chosen:
            found = lived(question, bundle, portfolio, goals)
            rows += [_row(bundle, portfolio, *each) for each in zip(goals, usual, found, strict=True)]
            done = _tell(progress, done, total)
    return pd.DataFrame(rows)


def _row(bundle: Bundle, portfolio: Portfolio, goal: Goal, usual: Array, found: Array) -> Mapping[str, object]:
    difference = found - usual
    effect = float(difference.mean())
    error = NINETY_FIVE * float(difference.std(ddof=1)) / np.sqrt(difference.size)
    better = np.sign(difference) * goal.sign
    return {
        "theory": bundle.name,
        "portfolio": portfolio.name,
        "goal": goal.name,
        "unit": goal.unit,
        "usual": float(usual.mean()),
        "effect": effect,
        "low": effect - error,
        "high": effect + error,
        "better": float((better > 0).mean() + 0.5 * (better == 0).mean()),
        "spread": float(usual.std(ddof=1)),
        "members": int(difference.size),
    }


def _tell(progress: Progress | None, done: int, total: int) -> int:
    if progress:
        progress(done + 1, total)
    return done + 1
