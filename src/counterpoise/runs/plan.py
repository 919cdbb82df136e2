"""What a run is: everything that decides its numbers, and the identity made of it."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from counterpoise import __version__
from counterpoise.core import InputError, bibliography, format_reference
from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.data.inventory import citations
from counterpoise.data.panel import load_panel
from counterpoise.engine import Ensemble, Initial, Model
from counterpoise.engine.compile import Mode, usual_mode
from counterpoise.engine.generate import program
from counterpoise.results.layout import Layout, Variable
from counterpoise.results.outcomes import OUTCOMES, available
from counterpoise.results.sums import LIMIT
from counterpoise.scenarios import Scenario

from .starting import panel_hash, start_hash, starting_world

MEMBERS, SEED, CHUNK = 1000, 1, 64
MOST_MEMBERS = 100_000
DYAD_MEANS = ("onset", "rung", "alliance", "fear", "trust", "required_trust")
EACH_MEMBERSHIP = ("member",)
"""Fields of regime by state kept for each member; all others are the inside of decisions, and kept as means."""
DIMS = {
    Dimension.STATE: ("member", "year", "state"),
    Dimension.DYAD: ("member", "year", "dyad"),
    Dimension.REGIME: ("member", "year", "regime"),
    Dimension.MEMBERSHIP: ("member", "year", "regime", "state"),
    Dimension.SYSTEM: ("member", "year"),
}


def stored_name(field: str) -> str:
    """What a field is stored as; *member* is also the name of an axis."""
    return "membership" if field == "member" else field


def reference(key: str) -> str:
    """A citation written out; a mechanism from outside may cite what our bibliography does not hold."""
    return format_reference(key) if key in bibliography() else f"{key} [not in the bibliography]"


def mean_name(field: str) -> str:
    """What the mean over members of a field is stored as."""
    return f"{stored_name(field)}_mean"


def changes(field: Field) -> bool:
    """Whether it is a series: not fixed, and no note of the first year."""
    return field.kind is not Kind.FIXED and not field.note


@dataclass(frozen=True)
class Plan:
    """A scenario, how many members, which seed, which arithmetic; ``dyads`` keeps of every member what is else kept as
    means (dyads, the inside of decisions about agreements), and notes of the first year too.

    Two plans with the same ``run_id`` have the same results, bit for bit, however they are cut into chunks, threads
    and workers. Raises InputError where a number is out of range.
    """

    scenario: Scenario
    members: int = MEMBERS
    seed: int = SEED
    fast: bool = False
    dyads: bool = False

    def __reduce__(self) -> tuple[type["Plan"], tuple[Any, ...]]:
        """Travel as the request alone; what is made of it is made anew where it arrives."""
        return Plan, (self.scenario, self.members, self.seed, self.fast, self.dyads)

    def __post_init__(self) -> None:
        """Refuse before anything is made."""
        if not 1 <= self.members <= MOST_MEMBERS:
            raise InputError(f"--members {self.members}: from 1 to {MOST_MEMBERS:,}")
        if not 0 <= self.seed < 2**32:
            raise InputError(f"--seed {self.seed}: from 0 to {2**32 - 1}")

    @cached_property
    def model(self) -> Model:
        """The mechanisms of the scenario's bundle."""
        return self.scenario.bundle().model()

    @cached_property
    def initial(self) -> Initial:
        """Where the scenario starts."""
        return self.scenario.initial(starting_world(self.scenario.base_year))

    @property
    def mode(self) -> Mode:
        """Strict unless asked to be fast, or plain where compilation is disabled."""
        usual = usual_mode()
        return Mode.FAST if self.fast and usual is Mode.STRICT else usual

    @property
    def years(self) -> int:
        """How many years are lived."""
        return self.scenario.end_year - self.scenario.base_year

    @cached_property
    def identity(self) -> dict[str, Any]:
        """Every part of the run's identity by name: which of them differ says why two runs do."""
        mechanisms = program(self.model, Mode.PLAIN).key
        priors = hashlib.sha256(repr(sorted(self.model.parameters.items())).encode()).hexdigest()
        return {
            "scenario": self.scenario.canonical(),
            "mechanisms": mechanisms,
            "priors": priors,
            "panel": panel_hash(load_panel()),
            "start": start_hash(self.initial),
            "members": self.members,
            "seed": self.seed,
            "arithmetic": "fast" if self.fast else "strict",
            "stored": [v.name for v in self._variables] + ["means", *self.means],
        }

    @cached_property
    def run_id(self) -> str:
        """Twelve hexadecimal digits of the hash of the identity."""
        text = json.dumps(self.identity, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @cached_property
    def recorded(self) -> tuple[str, ...]:
        """Fields kept for every member: those that change over the years, of states, agreements and the system.

        Left out are dyads, firms (what they add up to is of states), and what is kept as means.
        """
        return tuple(
            name
            for name, field in self.model.fields.items()
            if changes(field) and field.dimension not in (Dimension.DYAD, Dimension.FIRM) and name not in self.means
        )

    @cached_property
    def means(self) -> tuple[str, ...]:
        """Fields of dyads, and of regime by state, of which the mean over members is kept."""
        inside = (
            name
            for name, field in self.model.fields.items()
            if field.dimension is Dimension.MEMBERSHIP
            and changes(field)
            and name not in EACH_MEMBERSHIP
            and max(-field.low, field.high) < LIMIT
        )
        return (*(name for name in DYAD_MEANS if name in self.model.fields), *inside)

    @cached_property
    def in_full(self) -> tuple[str, ...]:
        """What is kept for every member only where asked for: dyads, what is else kept as means, and notes."""
        if not self.dyads:
            return ()
        return tuple(
            name
            for name, field in self.model.fields.items()
            if field.dimension is not Dimension.FIRM
            and field.kind is not Kind.FIXED
            and (field.dimension is Dimension.DYAD or field.note or name in self.means)
        )

    def layout(self, chunk: int = CHUNK) -> Layout:
        """What is stored, in blocks of ``chunk`` members."""
        actors = self.initial.actors
        return Layout(
            members=np.arange(self.members, dtype=np.uint32),
            years=tuple(range(self.scenario.base_year, self.scenario.end_year + 1)),
            states=actors.states,
            dyads=actors.dyads,
            regimes=actors.regimes,
            variables=self._variables,
            means=tuple(self._mean(name) for name in self.means),
            chunk=chunk,
        )

    def ensemble(
        self,
        members: int | None = None,
        record: Iterable[str] | None = None,
        *,
        initial: Initial | None = None,
        years: int | None = None,
        theta: NDArray[np.float32] | None = None,
    ) -> Ensemble:
        """The engine's ensemble, of all members or the first few; what a member is does not depend on how many.

        Keeps what a run stores, or the fields of ``record``. Start, years and parameters ``[member, 1 or year,
        parameter]`` are the scenario's unless given.
        """
        chosen = np.arange(min(members or self.members, self.members), dtype=np.uint32)
        kept = dict.fromkeys((*self.recorded, *self.means, *self.in_full))
        return Ensemble(
            self.model,
            self.initial if initial is None else initial,
            self.years if years is None else years,
            chosen,
            seed=self.seed,
            theta=self.scenario.theta(self.model, self.seed, chosen) if theta is None else theta,
            on=self.scenario.on(self.model, len(chosen)),
            record=kept if record is None else record,
            mode=self.mode,
        )

    def manifest(self) -> dict[str, Any]:
        """What stands in the run's folder beside the numbers, enough to verify and to reproduce them."""
        cited = {key for m in self.model.mechanisms for key in m.cites} | set(self.scenario.sources)
        return {
            "run_id": self.run_id,
            "scenario": self.scenario.name,
            "counterpoise": __version__,
            "title": self.scenario.title,
            "identity": self.identity,
            "dyads": self.dyads,
            "citations": [reference(key) for key in sorted(cited)],
            "licences": [f"{entry['title']}: {entry['licence']}" for entry in citations(load_panel())],
        }

    @cached_property
    def _variables(self) -> tuple[Variable, ...]:
        series = [self._variable(name) for name in self.recorded if name not in self._scalar_outcomes()]
        outcomes = [
            Variable(o.name, ("member", "year"), o.unit, o.meaning, "assumed", o.cites)
            for o in available(dict.fromkeys(self.recorded))
        ]
        return (*series, *outcomes, *(self._variable(name) for name in self.in_full))

    def _scalar_outcomes(self) -> set[str]:
        """System fields that are outcomes under their own name and need no second copy."""
        return {o.name for o in OUTCOMES if o.needs == (o.name,)}

    def _variable(self, name: str) -> Variable:
        field = self.model.fields[name]
        return Variable(
            stored_name(name), DIMS[field.dimension], field.unit, field.meaning, "assumed", self._cites(name)
        )

    def _mean(self, name: str) -> Variable:
        field = self.model.fields[name]
        meaning = f"mean over members of: {field.meaning}"
        return Variable(mean_name(name), DIMS[field.dimension][1:], field.unit, meaning, "assumed", self._cites(name))

    def _cites(self, name: str) -> tuple[str, ...]:
        return tuple(sorted(self._cited.get(name, ())))

    @cached_property
    def _cited(self) -> dict[str, set[str]]:
        """Works in our bibliography that are cited by the mechanisms that change a field, by field."""
        found: dict[str, set[str]] = {}
        for mechanism in self.model.mechanisms:
            works = {key for key in mechanism.cites if key in bibliography()}
            for name in mechanism.mentioned("changes"):
                found.setdefault(name, set()).update(works)
        return found
