"""The same members lived again, as often as wished: each world with other switches, parameters or starts, same luck."""

from collections.abc import Callable, Iterable, Mapping
from copy import copy

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.fields import Dimension, Kind
from counterpoise.engine import Ensemble, Initial, Model
from counterpoise.engine.pool import as_done
from counterpoise.results.outcomes import Outcome, available
from counterpoise.runs.plan import Plan
from counterpoise.runs.run import available_processors
from counterpoise.scenarios import Scenario

Array = NDArray[np.float64]
Fields = Mapping[str, NDArray[np.floating]]
Judge = Callable[[Fields], Mapping[str, NDArray[np.floating]]]
Progress = Callable[[int, int], None]
BLOCK = 8


def outcomes_of(model: Model) -> tuple[Outcome, ...]:
    """The outcomes of the world that a model's fields allow."""
    return available(
        dict.fromkeys(n for n, f in model.fields.items() if f.kind is not Kind.FIXED and f.dimension != Dimension.DYAD)
    )


class Worlds:
    """Members of one ensemble; a row is one of them with parameters and switches of its own.

    What a row is judged by is made as soon as its block is done, so that nothing but that is kept.
    """

    def __init__(self, ensemble: Ensemble):
        self.ensemble, self.model = ensemble, ensemble.model
        self.outcomes = tuple(o for o in outcomes_of(self.model) if set(o.needs) <= set(ensemble.record))

    @classmethod
    def of(cls, scenario: Scenario, members: int, seed: int = 1, record: Iterable[str] = ()) -> "Worlds":
        """The members of a scenario, recording what outcomes need and the fields named in ``record``."""
        plan = Plan(scenario, members, seed)
        return cls.starting(plan, plan.initial, record)

    @classmethod
    def starting(cls, plan: Plan, initial: Initial, record: Iterable[str] = ()) -> "Worlds":
        """The members of a plan from another start than the plan's own."""
        needed = dict.fromkeys([n for o in outcomes_of(plan.model) for n in o.needs] + list(record))
        return cls(plan.ensemble(record=needed, initial=initial))

    @property
    def members(self) -> int:
        """How many there are."""
        return len(self.ensemble.members)

    def judged(self, fields: Fields) -> dict[str, Array]:
        """Every outcome, one number for each row."""
        return {o.name: np.asarray(o.judged(o.compute(fields)), float) for o in self.outcomes}

    def lived(
        self,
        places: ArrayLike | None = None,
        *,
        theta: NDArray[np.float32] | None = None,
        on: NDArray[np.bool_] | None = None,
        judge: Judge | None = None,
        progress: Progress | None = None,
    ) -> dict[str, Array]:
        """What ``judge`` makes of each row, (row, ...); outcomes if there is none.

        ``places`` says which member each row is (all, once, if not given); ``theta`` (row, 1 or year, parameter) and
        ``on`` (row, mechanism) default to that member's own. A row that failed is NaN.
        """
        varied = self._varied(places, theta, on)
        rows, made = len(varied.members), judge or self.judged
        varied.prepare()

        def block(a: int) -> tuple[int, int, Mapping[str, NDArray[np.floating]]]:
            b = min(a + BLOCK, rows)
            return a, b, made(varied.part(a, b).fields)

        found: dict[str, Array] = {}
        done = 0
        for a, b, values in as_done(block, range(0, rows, BLOCK), available_processors(), ahead=4):
            for name, value in values.items():
                found.setdefault(name, np.full((rows, *value.shape[1:]), np.nan, value.dtype))[a:b] = value
            done += b - a
            if progress:
                progress(done, rows)
        return found

    def _varied(
        self, places: ArrayLike | None, theta: NDArray[np.float32] | None, on: NDArray[np.bool_] | None
    ) -> Ensemble:
        held = self.ensemble
        where = np.arange(self.members) if places is None else np.asarray(places)
        varied = copy(held)
        varied.members = np.ascontiguousarray(held.members[where])
        varied.theta = np.ascontiguousarray(held.theta[where] if theta is None else theta, np.float32)
        varied.on = np.ascontiguousarray(held.on[where] if on is None else on, bool)
        return varied


def off(model: Model, on: NDArray[np.bool_], names: Iterable[str]) -> NDArray[np.bool_]:
    """The same switches with some mechanisms off in every row."""
    switched = on.copy()
    switched[:, [model.names.index(name) for name in names]] = False
    return switched
