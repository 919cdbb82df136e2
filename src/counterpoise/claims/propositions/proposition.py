"""A proposition as an experiment: contrasts on paired draws, checks of what would refute it, and what it rests on."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from .arms import Arm
from .laboratory import Laboratory, Measure
from .stated import Statement, statement

Array = NDArray[np.float64]
BUNDLES = ("neorealist", "institutionalist")


class Paired(NamedTuple):
    """Values of control and treatment by member, and what differs from draw to draw ``[member, parameter]``."""

    control: Array
    treatment: Array
    parameters: Array
    names: tuple[str, ...]


class Comparison(Protocol):
    """What gives the paired values of one effect in one bundle."""

    @property
    def unit(self) -> str:
        """Of the effect."""

    def plan(self, laboratory: Laboratory, bundle: str) -> None:
        """Note what will be needed."""

    def paired(self, laboratory: Laboratory, bundle: str) -> Paired:
        """The values."""


Combine = Callable[..., tuple[Array, Array]]


def first_and_last(*values: Array) -> tuple[Array, Array]:
    """The first arm is the control, the last the treatment."""
    return values[0], values[-1]


def from_nothing(value: Array) -> tuple[Array, Array]:
    """The measure is itself an effect: its control is nil."""
    return np.zeros_like(value), value


@dataclass(frozen=True)
class Contrast:
    """Arms of the simulated world compared by a measure; ``combine`` makes control and treatment of their values.

    Each arm has the measure of its place in ``measures``, or the only one there is.
    """

    arms: tuple[Arm, ...]
    measures: tuple[Measure, ...]
    combine: Combine = first_and_last

    @property
    def unit(self) -> str:
        """Of the effect."""
        return self.measures[0].unit

    def _parts(self) -> list[tuple[Arm, Measure]]:
        longest = max(len(self.arms), len(self.measures))
        arms = self.arms * longest if len(self.arms) == 1 else self.arms
        measures = self.measures * longest if len(self.measures) == 1 else self.measures
        return list(zip(arms, measures, strict=True))

    def plan(self, laboratory: Laboratory, bundle: str) -> None:
        """Note what will be needed."""
        for arm, measure in self._parts():
            laboratory.want(arm, bundle, measure)

    def paired(self, laboratory: Laboratory, bundle: str) -> Paired:
        """The values; parameters are those drawn before anything is treated."""
        values = [laboratory.value(arm, bundle, measure) for arm, measure in self._parts()]
        return Paired(*self.combine(*values), *laboratory.covariates(bundle))


@dataclass(frozen=True)
class ClosedForm:
    """Values drawn and computed without the world: ``draw(bundle, members, seed)``."""

    unit: str
    draw: Callable[[str, int, int], Paired]

    def plan(self, laboratory: Laboratory, bundle: str) -> None:
        """Nothing is needed of the world."""

    def paired(self, laboratory: Laboratory, bundle: str) -> Paired:
        """The values drawn."""
        return self.draw(bundle, laboratory.members, laboratory.seed)


@dataclass(frozen=True)
class Check:
    """Something said beforehand to refute the claim if it is so in more than ``limit`` of draws, in every bundle."""

    name: str
    parts: tuple[tuple[Arm, Measure], ...]
    test: Callable[..., NDArray[np.bool_]]
    limit: float = 0.5

    def share(self, laboratory: Laboratory, bundle: str) -> float:
        """Share of draws, weighted, in which it is so."""
        holds = self.test(*(laboratory.value(arm, bundle, measure) for arm, measure in self.parts))
        return float(np.average(holds.astype(float), weights=laboratory.weights))


@dataclass(frozen=True)
class Proposition:
    """One claim: what was stated beforehand, and the experiment.

    ``effects`` name their comparison by the name of the stated effect. ``untestable`` says why there is none.
    ``doubts``: what a hostile reader would say.
    """

    id: str
    treatment: str = ""
    control: str = ""
    effects: Mapping[str, Comparison] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    bundles: tuple[str, ...] = BUNDLES
    untestable: str = ""
    doubts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an experiment other than the one stated. Raises ValueError."""
        stated = {e.name for e in self.stated.effects}
        if stated != set(self.effects):
            raise ValueError(f"{self.id}: effects {sorted(stated ^ set(self.effects))} are stated or tried, not both")
        if bool(self.untestable) == bool(self.effects):
            raise ValueError(f"{self.id}: needs either effects or a reason why there are none")

    @property
    def stated(self) -> Statement:
        """The sentence and what was said to count."""
        return statement(self.id)

    def plan(self, laboratory: Laboratory) -> None:
        """Note everything the experiment needs of the world."""
        for bundle in self.bundles:
            for comparison in self.effects.values():
                comparison.plan(laboratory, bundle)
            for check in self.checks:
                for arm, measure in check.parts:
                    laboratory.want(arm, bundle, measure)
