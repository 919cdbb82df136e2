"""Runs arms on the same draws and keeps what was measured of them, one number a member."""

import json
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.fields import Dimension
from counterpoise.engine import Actors, Ensemble, Fault, Initial, Model, Results
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.models import BUNDLES, NEOREALIST
from counterpoise.runs.starting import starting_world
from counterpoise.scenarios import Scenario

from .arms import AS_IS, Arm

Array = NDArray[np.float64]
YEARS = (2024, 2045)
BLOCK = 8
MOST_FAILED = 0.01
"""Share of members that may fail before a run is refused."""
OF_SYSTEM = frozenset(field.name for field in VOCABULARY.along(Dimension.SYSTEM)) | {
    f.name for m in NEOREALIST.mechanisms for f in m.declares if f.dimension is Dimension.SYSTEM
}
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Seen:
    """A few members' recorded fields, ``[member, year, actor]``, the base year first, and who the actors are."""

    results: Results
    actors: Actors

    def __getitem__(self, name: str) -> Array:
        """A field; one of the whole system as ``[member, year]``."""
        values = self.results[name].astype(float)
        return values[..., 0] if name in OF_SYSTEM else values

    def states(self, names: Iterable[str]) -> NDArray[np.int64]:
        """Positions of states that are in the world; names of others are passed over."""
        place = {state: k for k, state in enumerate(self.actors.states)}
        return np.array([place[n] for n in names if n in place], np.int64)

    def dyads(self, first: Iterable[str], second: Iterable[str]) -> NDArray[np.int64]:
        """Positions of the directed dyads from the first group to the second."""
        senders, targets = set(first), set(second)
        return np.array([k for k, (a, b) in enumerate(self.actors.dyads) if a in senders and b in targets], np.int64)

    def regime(self, name: str) -> int:
        """Position of an agreement. Raises ValueError if the world has none of that name."""
        return self.actors.regimes.index(name)


@dataclass(frozen=True)
class Measure:
    """One number a member, made of recorded fields."""

    name: str
    unit: str
    needs: tuple[str, ...]
    compute: Callable[[Seen], Array] = field(compare=False)


@dataclass
class Laboratory:
    """Arms of some bundles lived by the same members; each is run once with all that is to be measured of it.

    Members are numbered from ``first``. ``weights``, one a member, turn draws from the priors into draws from a
    posterior; without them there is no posterior other than the prior.
    """

    members: int
    seed: int
    first: int = 0
    weights: Array | None = None
    threads: int = 2
    tell: Tell = field(default=lambda text: None)
    _wanted: dict[tuple[str, str], tuple[Arm, dict[str, Measure]]] = field(default_factory=dict)
    _values: dict[tuple[str, str, str], Array] = field(default_factory=dict)
    seconds: dict[tuple[str, str], float] = field(default_factory=dict)

    def want(self, arm: Arm, bundle: str, measure: Measure) -> None:
        """Note that a measure of an arm will be asked for."""
        key = (bundle, self._key(arm, bundle))
        if (*key, measure.name) not in self._values:
            self._wanted.setdefault(key, (arm, {}))[1][measure.name] = measure

    def value(self, arm: Arm, bundle: str, measure: Measure) -> Array:
        """The measure of every member of an arm; runs all that is wanted and not yet done. ``[member]``."""
        key = (bundle, self._key(arm, bundle), measure.name)
        if key not in self._values:
            self.want(arm, bundle, measure)
            self.run()
        return self._values[key]

    def run(self) -> None:
        """Run every arm that something is wanted of, and what is drawn at the start in the same bundles."""
        for bundle in {bundle for bundle, _ in self._wanted}:
            for measure in drawn_at_start():
                self.want(AS_IS, bundle, measure)
        for number, (key, (arm, measures)) in enumerate(sorted(self._wanted.items(), key=lambda kv: kv[0]), 1):
            self.tell(f"{number}/{len(self._wanted)} {arm.name} ({key[0]})")
            begun = time.perf_counter()
            for name, found in self._run(arm, key[0], list(measures.values())).items():
                self._values[(*key, name)] = found
            self.seconds[key] = time.perf_counter() - begun
        self._wanted.clear()

    @cached_property
    def drawn(self) -> NDArray[np.float32]:
        """Parameters as drawn from the priors, ``[member, 1, parameter]``; all bundles have the same."""
        return _model(NEOREALIST.name).sample(self.seed, self._numbers)

    def theta(self, scenario: Scenario, model: Model) -> NDArray[np.float32]:
        """What ``scenario.theta`` gives, without drawing again what no arm sets."""
        calendar = np.arange(scenario.base_year + 1, scenario.end_year + 1)
        paths = any(setting.years for setting in scenario.parameters.values())
        theta = np.repeat(self.drawn, len(calendar) if paths else 1, axis=1)
        for name, setting in scenario.parameters.items():
            values = setting.values(model.parameters[name], self.seed, self._numbers, calendar)
            theta[:, :, model.column(name)] = values
        return theta

    def covariates(self, bundle: str) -> tuple[Array, tuple[str, ...]]:
        """Parameters and what is drawn of agreements at the start (their detection and false alarms)."""
        extra = [(m.name, self.value(AS_IS, bundle, m)) for m in drawn_at_start()]
        columns = [self.drawn[:, 0].astype(float), *(v for _, v in extra)]
        return np.column_stack(columns), (*_model(NEOREALIST.name).parameters, *(n for n, _ in extra))

    @property
    def _numbers(self) -> NDArray[np.uint32]:
        return np.arange(self.first, self.first + self.members, dtype=np.uint32)

    def took(self, arms: Iterable[Arm], bundle: str) -> float:
        """Seconds that some arms took in a bundle, those shared with other claims counted in full."""
        return sum(self.seconds.get((bundle, self._key(arm, bundle)), 0.0) for arm in arms)

    def _key(self, arm: Arm, bundle: str) -> str:
        return json.dumps(arm.scenario(bundle).canonical(), sort_keys=True)

    def _run(self, arm: Arm, bundle: str, measures: list[Measure]) -> Mapping[str, Array]:
        scenario = arm.scenario(bundle)
        model = _model(bundle)
        initial = scenario.initial(_start(scenario.base_year))
        ensemble = Ensemble(
            model,
            initial,
            scenario.end_year - scenario.base_year,
            self._numbers,
            seed=self.seed,
            theta=self.theta(scenario, model),
            on=scenario.on(model, self.members),
            record=dict.fromkeys(name for m in measures for name in m.needs),
        )
        found = {m.name: np.full(self.members, np.nan) for m in measures}
        failed: list[Fault] = []
        for part in ensemble.blocks(threads=self.threads, block=BLOCK):
            seen, places = Seen(part, initial.actors), part.members.astype(int) - self.first
            failed += part.faults
            for m in measures:
                found[m.name][places] = m.compute(seen)
        self._leave_out(failed, found, ensemble)
        return found

    def _leave_out(self, failed: list[Fault], found: Mapping[str, Array], ensemble: Ensemble) -> None:
        """A member that failed has no value; more than a few are no accident. Raises SimulationFault."""
        if len(failed) > MOST_FAILED * self.members:
            raise ensemble.explain(failed[0])
        for fault in failed:
            for values in found.values():
                values[fault.member - self.first] = np.nan


@cache
def _model(bundle: str) -> Model:
    """The model of a bundle; made once, since an arm changes nothing in it."""
    return BUNDLES[bundle].model()


@cache
def _start(year: int) -> Initial:
    """The world of a base year as measured; an arm adjusts a copy."""
    return starting_world(year)


def drawn_at_start() -> tuple[Measure, ...]:
    """Chances of detection and false alarm of the first agreement, on autonomous weapons, drawn where a run starts."""
    return tuple(
        Measure(f"start.{name}", "probability", (name,), _first(name)) for name in ("detection", "false_alarm")
    )


def _first(name: str) -> Callable[[Seen], Array]:
    return lambda w: w[name][:, 0, 0]
