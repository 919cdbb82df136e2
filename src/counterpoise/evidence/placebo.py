r"""The placebo: AI handed out to states at random. What is said about *who* gains must vanish, about *levels* may stay.

In each permutation one state gets all of another's AI: computing, talent, spending, adoption and the rest of
``AI_INPUTS``, with their errors; output, population, arms, rivals and neighbors stay. Each world is lived with AI and
without its progress (the twin), on the same draws. A state's gain is the mean log ratio of what it has in the end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from counterpoise.engine import Initial
from counterpoise.models import NO_AI
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import Scenario

from .ablation import paired
from .liveness import LEVEL
from .relived import Array, Fields, Progress, Worlds, off

if TYPE_CHECKING:
    import pandas as pd

AI_INPUTS = (
    "compute", "talent", "research_trend", "capability", "spending", "dependence", "sovereignty", "agility",
    "automation", "u_weapons", "u_isr", "u_cyber", "u_command", "safety", "autonomy",
)  # fmt: skip
"""Starting values of states that say what AI they have, can make, buy and absorb (start/technology, start/channels,
automation and the trend of research)."""
GAINS = ("smart", "hard", "gdp")
STANDING = ("capability", "compute", "talent", "u_weapons", "u_isr", "u_cyber", "u_command", "agility")
"""What real AI standing is the mean rank of."""
MEMBERS, PERMUTATIONS = 100, 16
NEAR = 2.0
"""A level stays if most permutations keep its sign and their mean keeps it within this factor."""
LEFT = 1.0 / 3.0
"""A conclusion about who gains is still there if permutations leave at least this part of it."""
MOST_PERMUTATIONS = 0.9
STAYS, TURNS, VANISHES, UNSHOWN = "stays", "turns", "vanishes", "not shown"
HOLDERS, ANYBODY = "depends on who holds AI", "does not depend on who holds AI"
LEADERS = 8
Order = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Lived:
    """One world with AI against its twin: gains (measure -> member, state) and outcomes of both."""

    gains: dict[str, Array]
    without: dict[str, Array]
    having: dict[str, Array]


@dataclass(frozen=True, eq=False)
class Found:
    """What the placebo says: about who gains, about single states, about levels."""

    who: "pd.DataFrame"
    states: "pd.DataFrame"
    levels: "pd.DataFrame"


def placebo(
    scenario: Scenario,
    members: int = MEMBERS,
    permutations: int = PERMUTATIONS,
    seed: int = 1,
    progress: Progress | None = None,
) -> Found:
    """Live the scenario as it is and with AI permuted, each against its twin without AI's progress.

    ``who``: ``gain``, ``standing`` (*real*, or *real, output held* for the part of the ranks that output does not
    explain), ``real`` with ``low`` and ``high`` (rank correlation of gains with real AI standing, 95 % over members),
    ``placebo`` with ``placebo_low`` and ``placebo_high`` (mean and 5th to 95th percentile over permutations), ``held``
    (mean correlation with the standing that was handed out), ``verdict``: *vanishes*, as it must; *turns* into its
    opposite; *stays*, and is then not due to who holds AI; or *not shown* in the first place. ``states`` and ``levels``
    likewise, for the gains of the states of highest standing and for effects of AI on outcomes, in spreads over the
    members that have AI.
    """
    plan = Plan(scenario, members, seed)
    orders = [
        np.random.default_rng([seed, k]).permutation(len(plan.initial.actors.states)) for k in range(permutations)
    ]
    starts = (permuted(plan.initial, order) for order in orders)
    worlds = (Worlds.starting(plan, start, GAINS) for start in starts)
    real = Worlds.starting(plan, plan.initial, GAINS)
    total = 2 * members * (1 + permutations)
    return judged(real, worlds, orders, NO_AI.off, _counting(progress, total))


def permuted(initial: Initial, order: Order, fields: Sequence[str] = AI_INPUTS) -> Initial:
    """The same start, state i holding the AI of state ``order[i]``."""
    values, errors = dict(initial.values), dict(initial.errors)
    for table in (values, errors):
        table.update({name: table[name][order] for name in fields if name in table})
    return Initial(initial.actors, initial.year, initial.vocabulary, values, errors)


def standing(initial: Initial) -> Array:
    """Real AI standing of each state: its mean rank, from 0 to 1, over what it has of AI."""
    from scipy.stats import rankdata

    ranks = [rankdata(initial.values[name]) for name in STANDING if name in initial.values]
    return np.mean(ranks, axis=0) / len(initial.actors.states)


def judged(
    real: Worlds,
    placebos: Iterable[Worlds],
    orders: Sequence[Order],
    twin: Iterable[str],
    progress: Progress | None = None,
) -> Found:
    """Hold the real world against worlds in which AI was handed out in these orders; ``twin`` is off without AI."""
    off_names = [name for name in twin if name in real.model.names]
    initial = real.ensemble.initial
    first = lived(real, off_names, progress)
    others = [lived(worlds, off_names, progress) for worlds in placebos]
    return Found(_who(initial, first, others, orders), _states(initial, first, others), _levels(real, first, others))


def lived(worlds: Worlds, twin: Sequence[str], progress: Progress | None = None) -> Lived:
    """Every member with AI and without its progress."""
    n, on = worlds.members, worlds.ensemble.on
    kept = [name for name in GAINS if name in worlds.ensemble.record]

    def judge(fields: Fields) -> dict[str, Array]:
        return worlds.judged(fields) | {f"last {name}": fields[name][:, -1].astype(float) for name in kept}

    switches = np.concatenate([off(worlds.model, on, twin), on])
    found = worlds.lived(np.tile(np.arange(n), 2), on=switches, judge=judge, progress=progress)
    gains = {name: _log_ratio(found[f"last {name}"], n) for name in kept}
    outcomes = [o.name for o in worlds.outcomes]
    return Lived(gains, {o: found[o][:n] for o in outcomes}, {o: found[o][n:] for o in outcomes})


def rank_correlation(gains: Array, standing: Array, held: Array | None = None) -> float:
    """Spearman's correlation over states; with ``held``, of what its ranks do not explain of either (partial)."""
    from scipy.stats import rankdata

    ranks = [rankdata(x) for x in (gains, standing)]
    if held is not None:
        known = np.column_stack([np.ones(len(held)), rankdata(held)])
        ranks = [r - known @ np.linalg.lstsq(known, r, rcond=None)[0] for r in ranks]
    spreads = [r.std() for r in ranks]
    if min(spreads) < 1e-9 * len(standing):
        return 0.0
    return float(np.corrcoef(*ranks)[0, 1])


def _log_ratio(last: Array, n: int) -> Array:
    return np.log(np.maximum(last[n:], 1e-12) / np.maximum(last[:n], 1e-12))


def _who(initial: Initial, first: Lived, others: Sequence[Lived], orders: Sequence[Order]) -> "pd.DataFrame":
    import pandas as pd

    has, output = standing(initial), initial.values["gdp"]
    rows = []
    for name in first.gains:
        for label, held in (("real", None), ("real, output held", output)):
            shown, low, high = _resampled(first.gains[name], has, held)
            drawn = [rank_correlation(_mean(other.gains[name]), has, held) for other in others]
            handed = [
                rank_correlation(_mean(other.gains[name]), has[order], held)
                for other, order in zip(others, orders, strict=True)
            ]
            verdict = _judged(shown, low, high, drawn)
            rows.append((name, label, shown, low, high, *_range(drawn), float(np.mean(handed)), verdict))
    return pd.DataFrame(rows, columns=["gain", "standing", *_COLUMNS, "held", "verdict"])


_COLUMNS = ("real", "low", "high", "placebo", "placebo_low", "placebo_high")


def _states(initial: Initial, first: Lived, others: Sequence[Lived]) -> "pd.DataFrame":
    import pandas as pd

    rows = []
    for i in np.argsort(-standing(initial), kind="stable")[:LEADERS]:
        for name, gains in first.gains.items():
            own = gains[np.isfinite(gains[:, i]), i]
            half = 1.96 * own.std(ddof=1) / len(own) ** 0.5
            drawn = [float(_mean(other.gains[name])[i]) for other in others]
            mean = float(own.mean())
            verdict = _judged(mean, mean - half, mean + half, drawn)
            rows.append((initial.actors.states[i], name, mean, mean - half, mean + half, *_range(drawn), verdict))
    return pd.DataFrame(rows, columns=["state", "gain", *_COLUMNS, "verdict"])


def _levels(real: Worlds, first: Lived, others: Sequence[Lived]) -> "pd.DataFrame":
    import pandas as pd

    level = 1.0 - (1.0 - LEVEL) / len(real.outcomes)
    rows = []
    for outcome in real.outcomes:
        having = first.having[outcome.name]
        reverse = paired(having, first.without[outcome.name], level)
        size, low, high = -reverse.size, -reverse.high, -reverse.low
        drawn = [_against(having, other, outcome.name) for other in others]
        if low <= 0.0 <= high or not np.isfinite(size):
            verdict = UNSHOWN
        else:
            same = np.mean(np.sign(drawn) == np.sign(size)) >= MOST_PERMUTATIONS
            verdict = ANYBODY if same and 1.0 / NEAR <= np.mean(drawn) / size <= NEAR else HOLDERS
        rows.append((outcome.name, size, low, high, *_range(drawn), verdict))
    return pd.DataFrame(rows, columns=["outcome", *_COLUMNS, "verdict"])


def _against(having: Array, other: Lived, outcome: str) -> float:
    """The effect in a permuted world, in spreads of the real one; 0 where that has none."""
    spread = np.nanstd(having, ddof=1)
    difference = float(np.nanmean(other.having[outcome] - other.without[outcome]))
    return float(difference / spread) if spread > 0.0 else 0.0


def _mean(gains: Array) -> Array:
    return np.nanmean(gains, axis=0)


def _resampled(gains: Array, has: Array, held: Array | None, times: int = 200) -> tuple[float, float, float]:
    """The correlation and its 95 % interval over resampled members."""
    luck = np.random.default_rng(1)
    drawn = [rank_correlation(_mean(gains[luck.integers(0, len(gains), len(gains))]), has, held) for _ in range(times)]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return rank_correlation(_mean(gains), has, held), float(low), float(high)


def _range(drawn: Sequence[float]) -> tuple[float, float, float]:
    low, high = np.quantile(drawn, [0.05, 0.95])
    return float(np.mean(drawn)), float(low), float(high)


def _judged(real: float, low: float, high: float, drawn: Sequence[float]) -> str:
    """What becomes of a conclusion when AI is handed out at random."""
    if low <= 0.0 <= high:
        return UNSHOWN
    with_it = np.mean(np.sign(drawn) == np.sign(real))
    if abs(np.mean(drawn)) < LEFT * abs(real):
        return VANISHES
    if with_it >= MOST_PERMUTATIONS:
        return STAYS
    return TURNS if with_it <= 1.0 - MOST_PERMUTATIONS else VANISHES


def _counting(progress: Progress | None, total: int) -> Progress | None:
    """Progress over several ensembles as one."""
    if progress is None:
        return None
    state = {"before": 0}

    def advance(done: int, of: int) -> None:
        progress(state["before"] + done, total)
        if done == of:
            state["before"] += of

    return advance


__all__ = ["AI_INPUTS", "Found", "judged", "permuted", "placebo", "standing"]
