"""Which mechanisms and parameters move anything: the same members lived again with one of them changed.

``liveness_page`` writes the result to docs/evidence/liveness.md.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.fields import Dimension, Kind
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Fixed, Uniform
from counterpoise.engine import Ensemble, Initial, Mode, Model
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.results.outcomes import available

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]

LEAST = 0.02
"""The smallest effect that counts, as a share of the baseline's spread over members (fixed by the design)."""
LEVEL = 0.95
"""Of the interval of an effect, over all measures at once (Bonferroni)."""
LOW, HIGH = 0.1, 0.9
"""Quantiles of a parameter's prior that are compared."""
NUDGE = 1e-4
"""By what share every state's output is moved to see what chance makes of a change that matters to nobody."""


class Placebo(Mechanism):
    """Draws and changes nothing, to see that nothing is made of it."""

    phase = Phase.GOVERN

    strength = param(Uniform(0.0, 1.0), unit="1", source="assumed", doc="of nothing")

    @kernel
    def step(world, change, p, draw):
        change.tension[0] += 0.0 * p.strength * draw.uniform(0)


@dataclass(frozen=True)
class Measure:
    """What is looked at: an outcome of the world (member,), or a field of states in the last year (member, state)."""

    name: str
    of_states: bool
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Effect:
    """How far something moves a measure, in spreads of the baseline over members, with its interval."""

    size: float
    low: float
    high: float


class Trial:
    """Members of one world who live it again and again, each time with something changed and the same luck."""

    def __init__(self, model: Model, start: Initial, years: int, members: int, seed: int, mode: Mode | None = None):
        self.model, self.start = model, start
        recorded = [n for n, f in model.fields.items() if f.kind is not Kind.FIXED and f.dimension != Dimension.DYAD]
        self.outcomes = available(dict.fromkeys(recorded))
        self.states = [n for n in recorded if n in VOCABULARY and model.fields[n].dimension is Dimension.STATE]
        kept = dict.fromkeys([*self.states, *(n for o in self.outcomes for n in o.needs)])
        self.ensemble = Ensemble(model, start, years, members, seed=seed, mode=mode, record=kept)
        self.base = self._judged(self.ensemble)

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Outcomes of the world first, then fields of states."""
        world = (Measure(o.name, False, o.needs) for o in self.outcomes)
        return (*world, *(Measure(name, True, (name,)) for name in self.states))

    def again(self, *, on: ArrayLike | None = None, theta: ArrayLike | None = None) -> dict[str, Array]:
        """Every measure by name, with other switches or other parameters."""
        varied = copy(self.ensemble)
        varied.on = varied.on if on is None else np.ascontiguousarray(on, bool)
        varied.theta = varied.theta if theta is None else np.ascontiguousarray(theta, np.float32)
        return self._judged(varied)

    def at(self, parameter: str, share: float) -> NDArray[np.float32]:
        """Everyone's parameters with one of them at a quantile of its prior."""
        theta = self.ensemble.theta.copy()
        theta[:, :, self.model.column(parameter)] = self.model.parameters[parameter].prior.ppf(share)
        return theta

    @cached_property
    def nudged(self) -> dict[str, Array]:
        """Every measure when all output is moved by a share that matters to nobody."""
        held, old = self.ensemble, self.start
        values = {**old.values, "gdp": np.minimum(old.values["gdp"] * (1.0 + NUDGE), old.vocabulary["gdp"].high)}
        start = Initial(old.actors, old.year, old.vocabulary, values, old.errors)
        moved = Ensemble(
            self.model, start, held.years, held.members, seed=held.seed, mode=held.mode, record=held.record
        )  # fmt: skip
        return self._judged(moved)

    def effect(self, measure: Measure, one: dict[str, Array], other: dict[str, Array]) -> Effect:
        """How far the two differ in a measure, against its spread in the baseline."""
        return effect_of(
            self.base[measure.name], one[measure.name], other[measure.name], 1.0 - (1.0 - LEVEL) / len(self.measures)
        )

    def _judged(self, ensemble: Ensemble) -> dict[str, Array]:
        results = ensemble.run()
        if results.faults:
            raise ensemble.explain(results.faults[0])
        fields = results.fields
        found = {o.name: np.asarray(o.judged(o.compute(fields)), float) for o in self.outcomes}
        return found | {name: fields[name][:, -1].astype(float) for name in self.states}


def effect_of(base: Array, one: Array, other: Array, level: float) -> Effect:
    r"""Effect of what makes ``other`` differ from ``one``, in standard deviations of ``base`` over members.

    For (member,): $|\bar d| / s$ with paired differences d. For (member, state): the mean over states of $|d|$ over the
    mean over states of s, averaged over members (chance alone makes it positive). The interval is Student's.
    """
    from scipy.stats import t

    difference, spread = other - one, base.std(axis=0, ddof=1).mean()
    if base.ndim == 2:
        difference = np.abs(difference).mean(axis=1)
    if not np.any(difference):
        return Effect(0.0, 0.0, 0.0)
    if not spread > 0.0:
        return Effect(np.inf, np.inf, np.inf)
    n, mean = len(difference), abs(difference.mean()) / spread
    half = t.ppf(0.5 + level / 2.0, n - 1) * difference.std(ddof=1) / spread / n**0.5
    return Effect(float(mean), float(mean - half), float(mean + half))


def of_mechanisms(trial: Trial, names: Iterable[str] | None = None) -> "pd.DataFrame":
    """What switching each mechanism off moves: one row for each mechanism and measure.

    Columns: ``subject``, ``measure``, ``of_states``, ``own`` (the mechanism itself writes a field the measure is made
    of), ``size``, ``low``, ``high``, and ``moved``: at least ``LEAST`` and more than chance makes of a nudge.
    """
    model = trial.model

    def pairs() -> Iterator[tuple[str, type[Mechanism], dict[str, Array], dict[str, Array]]]:
        for name in names or model.names:
            off = model.switches(len(trial.ensemble.members), [name])
            yield name, model.mechanisms[model.names.index(name)], trial.base, trial.again(on=off)

    return _compared(trial, pairs())


def of_parameters(trial: Trial, names: Iterable[str] | None = None) -> "pd.DataFrame":
    """What the 90th percentile of each uncertain parameter moves against the 10th; columns as for mechanisms."""
    model = trial.model

    def pairs() -> Iterator[tuple[str, type[Mechanism], dict[str, Array], dict[str, Array]]]:
        for name in names or uncertain(model):
            low, high = (trial.again(theta=trial.at(name, share)) for share in (LOW, HIGH))
            yield name, model.mechanisms[model.names.index(name.partition(".")[0])], low, high

    return _compared(trial, pairs())


def uncertain(model: Model) -> list[str]:
    """Parameters with a prior; a value taken as known cannot be moved."""
    return [name for name, parameter in model.parameters.items() if not isinstance(parameter.prior, Fixed)]


def _compared(
    trial: Trial, pairs: Iterable[tuple[str, type[Mechanism], dict[str, Array], dict[str, Array]]]
) -> "pd.DataFrame":
    import pandas as pd

    chance = {m.name: trial.effect(m, trial.base, trial.nudged).high if m.of_states else 0.0 for m in trial.measures}
    rows = []
    for subject, mechanism, one, other in pairs:
        writes = set(mechanism.mentioned("changes"))
        for measure in trial.measures:
            found = trial.effect(measure, one, other)
            moved = found.size >= LEAST and found.low > max(chance[measure.name], 0.0)
            own = not writes.isdisjoint(measure.needs)
            rows.append((subject, measure.name, measure.of_states, own, found.size, found.low, found.high, moved))
    return pd.DataFrame(rows, columns=["subject", "measure", "of_states", "own", "size", "low", "high", "moved"])


def verdicts(table: "pd.DataFrame") -> "pd.DataFrame":
    """One row for each subject: ``live``, ``own field only``, ``unclear`` or ``inert``, with what it moves most.

    Live moves a measure that it does not write itself; unclear may move one, but is not shown to; inert moves none by
    ``LEAST``. ``measure`` is the outcome it moves most (a field of states where it moves no outcome), one that it does
    not write itself if there is any; ``outcomes`` and ``fields`` count what it moves beyond what it writes.
    """
    import pandas as pd

    rows = []
    for subject, found in table.groupby("subject", sort=False):
        moved = found[found.moved]
        beyond = moved[~moved.own]
        told = beyond if len(beyond) else moved if len(moved) else found
        first = told.sort_values(["of_states", "size"], ascending=[True, False], kind="stable").iloc[0]
        if not len(moved):
            first = found.loc[found["size"].idxmax()]
        verdict = _verdict(found)
        counts = int((~beyond.of_states).sum()), int(beyond.of_states.sum())
        rows.append((subject, verdict, first.measure, first["size"], first.low, first.high, *counts))
    columns = ["subject", "verdict", "measure", "size", "low", "high", "outcomes", "fields"]
    return pd.DataFrame(rows, columns=columns)


def _verdict(found: "pd.DataFrame") -> str:
    if found.moved.any():
        return "live" if (found.moved & ~found.own).any() else "own field only"
    return "unclear" if found["size"].max() >= LEAST else "inert"


def not_shown(table: "pd.DataFrame") -> list[str]:
    """Subjects that are not shown to move anything: more members may tell."""
    found = verdicts(table)
    return found.subject[found.verdict.isin(["unclear", "inert"])].tolist()


def with_more(table: "pd.DataFrame", more: "pd.DataFrame") -> "pd.DataFrame":
    """A table in which some subjects' rows are replaced, each in its place."""
    import pandas as pd

    new = dict(iter(more.groupby("subject", sort=False)))
    old = table.groupby("subject", sort=False)
    return pd.concat([new.get(name, rows) for name, rows in old], ignore_index=True)
