"""Forecasts of one target held against what happened, over one origin or several pooled."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.start.pair_years import PairYears

from . import scores
from .forecast import Array, Forecaster, forecast
from .protocol import Target
from .skill import Skill, interval, resampled, resampled_states, skill
from .tasks import Question, question

ALL, RELEVANT = "all", "relevant"


@dataclass(frozen=True, eq=False)
class Scored:
    """Losses of every forecast on the same units, ``[unit]`` each, keyed by forecast and score.

    ``said`` keeps what each forecast said at each origin: probabilities ``[unit]`` or samples ``[draw, unit]``.
    """

    target: Target
    subset: str
    questions: tuple[Question, ...]
    kinds: dict[str, str]
    said: dict[str, list[Array]]

    @cached_property
    def chosen(self) -> list[NDArray[np.bool_]]:
        """Which units of each question count."""
        everyone = [np.ones(len(q.outcome), dtype=bool) for q in self.questions]
        if self.subset == ALL:
            return everyone
        return [q.relevant if q.relevant is not None else one for q, one in zip(self.questions, everyone, strict=True)]

    def _joined(self, parts: list[NDArray]) -> NDArray:
        return np.concatenate([part[..., mine] for part, mine in zip(parts, self.chosen, strict=True)], axis=-1)

    @cached_property
    def outcome(self) -> Array:
        """What happened, ``[unit]``."""
        return self._joined([q.outcome for q in self.questions])

    def values(self, name: str) -> Array:
        """What one forecast said, all origins together."""
        return self._joined(self.said[name])

    @cached_property
    def losses(self) -> dict[tuple[str, str], Array]:
        """Loss of each unit by forecast and score."""
        named = (self.target.primary, self.target.secondary)
        return {(f, s): scores.losses(s, self.outcome, self.values(f)) for f in self.kinds for s in named}

    @cached_property
    def _sums(self) -> dict[tuple[str, str], Array]:
        cluster = self._joined([q.cluster for q in self.questions])
        sums = resampled(np.column_stack(list(self.losses.values())), cluster)
        return dict(zip(self.losses, sums.T, strict=True))

    @cached_property
    def _sums_by_states(self) -> dict[tuple[str, str], Array]:
        first, second = (self._joined([q.task.units[side].to_numpy() for q in self.questions]) for side in ("a", "b"))
        sums = resampled_states(np.column_stack(list(self.losses.values())), first, second)
        return dict(zip(self.losses, sums.T, strict=True))

    def skill(self, name: str, other: str, score: str) -> Skill:
        """Skill of one forecast over another, with its interval by clusters."""
        ends = interval(self._sums[name, score], self._sums[other, score])
        return Skill(skill(self.losses[name, score], self.losses[other, score]), *ends)

    def by_states(self, name: str, other: str, score: str) -> tuple[float, float]:
        """The interval where states are resampled; NaN for a target that is not of pairs."""
        if "a" not in self.questions[0].task.units:
            return float("nan"), float("nan")
        return interval(self._sums_by_states[name, score], self._sums_by_states[other, score])

    @property
    def events(self) -> int | None:
        """Events of a binary target."""
        return int(self.outcome.sum()) if self.target.kind == "binary" else None

    def calibration(self, name: str) -> float:
        """Events forecast over events seen, or the share of outcomes in the central 90 % interval."""
        if self.target.kind == "binary":
            return scores.calibration_ratio(self.outcome, self.values(name))
        return float(scores.covered(self.outcome, self.values(name)).mean())

    def reliability(self, name: str) -> pd.DataFrame:
        """Forecast against frequency of a binary target."""
        return scores.reliability(self.outcome, self.values(name))

    def pit(self, name: str) -> Array:
        """Probability integral transform of each unit of a target with samples."""
        return scores.pit(self.outcome, self.values(name))

    def within(self, subset: str) -> "Scored":
        """The same forecasts on a subset of the units."""
        return Scored(self.target, subset, self.questions, self.kinds, self.said)


def score(target: Target, origins: tuple[int, ...], forecasters: tuple[Forecaster, ...], pairs: PairYears) -> Scored:
    """Forecasts of all forecasters that have one, at every origin. Raises InputError where nothing is on record."""
    questions = tuple(question(target, origin, pairs) for origin in origins)
    said: dict[str, list[Array]] = {}
    for forecaster in forecasters:
        made = [forecast(forecaster, q.task) for q in questions]
        known = [values for values in made if values is not None]
        if len(known) == len(questions):
            said[forecaster.name] = known
    kinds = {f.name: f.kind for f in forecasters if f.name in said}
    return Scored(target, ALL, questions, kinds, said)
