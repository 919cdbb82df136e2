"""What every mechanism keeps, whoever wrote it: checks on a few states in plain Python.

``check(MyMechanism, silent={"strength": 0.0})`` puts a mechanism through all of them. Plain Python, because compiled
code has no bounds checks. Each check is a function of a ``Case`` that yields what is broken, in words.
"""

import ast
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.bibliography import bibliography
from counterpoise.core.errors import InputError
from counterpoise.core.fields import Dimension, Kind
from counterpoise.core.mechanism import Mechanism
from counterpoise.core.steps import parse
from counterpoise.engine import Ensemble, Initial, Mode, Model
from counterpoise.engine.generate import program
from counterpoise.engine.world import Blocks

from .trial_world import complete, empty, lively, places, some_states, with_states, with_values

Fields = dict[str, NDArray[np.float32]]
SEED = 7
ENDS = 0.001
"""The extremes of a prior: its quantiles at this share and at one less it."""
CHOICES = ("quantal_response", "switch_probability")
"""What a step calls to decide between two acts."""


class Breach(AssertionError):
    """A mechanism breaks the contract; the message lists every way in which it does."""


@dataclass(frozen=True, eq=False)
class Silence:
    """How a mechanism is made silent: parameters at which it does what it does when switched off.

    ``aside`` are fields in which it still keeps its books; ``where`` are starting values it needs for that. A mechanism
    that measures or accounts has no strength: then ``reason`` says so, and there are no parameters.
    """

    parameters: Mapping[str, float] = field(default_factory=dict)
    aside: tuple[str, ...] = ()
    where: Mapping[str, ArrayLike] = field(default_factory=dict)
    reason: str = ""

    def __post_init__(self) -> None:
        """Raises InputError unless there are parameters or a reason, one of the two."""
        if bool(self.parameters) == bool(self.reason):
            raise InputError("a silence has either parameters or the reason why there are none")


@dataclass(frozen=True)
class Case:
    """One mechanism, a world to try it in, and how it is made silent."""

    mechanism: type[Mechanism]
    start: Initial
    silent: Silence

    @cached_property
    def model(self) -> Model:
        """The mechanism alone, with every field of the vocabulary watched."""
        return Model((self.mechanism,), self.start.vocabulary, self.start.vocabulary)

    @cached_property
    def lively(self) -> Initial:
        """The world with every field at work, so that no term of a step is nil for want of input."""
        return lively(self.start, self.model)

    @cached_property
    def lived(self) -> Fields:
        """Two years of two members of that world, with parameters drawn from the priors."""
        return self.run(self.lively, years=2)

    def run(
        self,
        start: Initial,
        *,
        years: int = 1,
        members: Sequence[int] = (0, 1),
        on: bool = True,
        theta: Mapping[str, ArrayLike] | None = None,
    ) -> Fields:
        """All fields as (member, year, actor). Raises SimulationFault where a number is none."""
        settings = {f"{self.mechanism.__name__}.{name}": value for name, value in (theta or {}).items()}
        drawn = self.model.sample(SEED, np.asarray(members), settings)
        switches = np.full((len(members), 1), on)
        made = Ensemble(
            self.model, start, years, members, seed=SEED, theta=drawn, on=switches, mode=Mode.PLAIN
        )  # fmt: skip
        results = made.run(threads=1)
        if results.faults:
            raise made.explain(results.faults[0])
        return results.fields


def check(
    mechanism: type[Mechanism], *, silent: Mapping[str, float] | str | Silence, start: Initial | None = None
) -> None:
    """Put a mechanism through every check. Raises Breach, which lists all that is broken.

    ``silent`` gives the parameters at which the mechanism does nothing (or a sentence saying why it has no strength).
    The world is eight states of 2024 unless ``start`` gives another; new stocks of the mechanism get made-up values.
    """
    if not isinstance(silent, Silence):
        silent = Silence(reason=silent) if isinstance(silent, str) else Silence(silent)
    case = Case(mechanism, complete(start or some_states(), mechanism), silent)
    if found := [f"{name}: {text}" for name, test in CHECKS.items() for text in _breaches(test, case)]:
        raise Breach(f"{mechanism.__name__} breaks the contract of mechanisms\n  " + "\n  ".join(found))


def _breaches(test: Callable[[Case], Iterator[str]], case: Case) -> list[str]:
    """What one check finds; a step that cannot even be run is a finding too."""
    try:
        return list(test(case))
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]


def declarations(case: Case) -> Iterator[str]:
    """It says what it claims and cites works that are in the bibliography; every number has a unit and a source."""
    mechanism, works = case.mechanism, bibliography()
    if not (mechanism.__doc__ or "").strip():
        yield "it has no docstring saying what it claims"
    if not mechanism.cites:
        yield "it cites nothing"
    yield from (f"{key} is not in the bibliography" for key in mechanism.cites if key not in works)
    for name, parameter in mechanism.params.items():
        known = parameter.source == "assumed" or parameter.source.startswith("estimated:") or parameter.source in works
        if not known:
            yield f"the source of {name}, {parameter.source}, is not in the bibliography"
        if not (parameter.unit.strip() and parameter.doc.strip()):
            yield f"{name} has a blank unit or doc"


def off_means_off(case: Case) -> Iterator[str]:
    """Switched on it does something; switched off, stocks stay and flows are nil, or its null runs, which differs."""
    on, off = case.lived, case.run(case.lively, years=2, on=False)
    changed = case.mechanism.mentioned("changes")
    if all(np.array_equal(on[name], off[name]) for name in changed):
        yield "switching it off changes nothing"
    touched = set(case.mechanism.uses["null"].changes) if "null" in case.mechanism.uses else set()
    if stray := touched - set(case.mechanism.uses["step"].changes):
        yield f"its null changes {', '.join(sorted(stray))}, which its step does not"
    for name in sorted(set(changed) - touched):
        rest = off[name][:, :1] if case.model.fields[name].kind is Kind.STOCK else 0.0
        if np.any(off[name][:, 1:] != rest):
            yield f"switched off it still changes {name}"


def zero_strength(case: Case) -> Iterator[str]:
    """At zero strength it does what it does when switched off, apart from fields in which it keeps its books."""
    if case.silent.reason:
        return
    start = with_values(case.lively, case.silent.where)
    silent = case.run(start, years=2, theta=case.silent.parameters)
    off = case.run(start, years=2, on=False, theta=case.silent.parameters)
    usual = case.run(start, years=2, theta={n: p.central for n, p in case.mechanism.params.items()})
    compared = sorted(set(case.mechanism.mentioned("changes")) - set(case.silent.aside))
    for name in compared:
        if not _alike(silent[name], off[name]):
            yield f"at zero strength {name} still moves, by up to {np.abs(silent[name] - off[name]).max():g}"
    if all(_alike(usual[name], off[name]) for name in compared):
        yield "at its usual strength it moves nothing either, so its silence shows nothing"


def _alike(one: NDArray[np.float32], other: NDArray[np.float32]) -> bool:
    return np.allclose(one, other, rtol=2e-5, atol=1e-6)


def finite(case: Case) -> Iterator[str]:
    """Numbers stay numbers at both ends of every prior, low, high and mixed, in a lively, usual and empty world."""
    chance = np.random.default_rng(5)
    settings = {}
    for name, parameter in case.mechanism.params.items():
        ends = parameter.prior.ppf(np.array([ENDS, 1.0 - ENDS]))
        settings[name] = np.asarray(ends)[np.r_[0, 1, chance.integers(0, 2, 6)]]
    for what, start in (("lively", case.lively), ("usual", case.start), ("empty", empty(case.lively))):
        try:
            case.run(start, years=3, members=range(8), theta=settings)
        except Exception as error:
            yield f"in the {what} world: {error}"


def only_declared(case: Case) -> Iterator[str]:
    """A step leaves the world as it reads it, and what changes afterwards is what its source adds to."""
    for name in set(case.model.fields) - set(case.mechanism.mentioned("changes")):
        if np.any(case.lived[name][:, 1:] != case.lived[name][:, :1]):
            yield f"{name} changed, to which it never adds"
    yield from _written_in_place(case)


def _written_in_place(case: Case) -> Iterator[str]:
    """Run one phase and look at the world after the step, before the changes are added."""
    model, start, index = case.model, case.lively.start(case.model), case.lively.actors.index
    world = Blocks(*(np.array(values) for values in start.values))
    change = Blocks(*(np.zeros_like(block) for block in world))
    held = [(d, np.array(rows)) for d, rows in zip(Dimension, world, strict=True)]
    kept = {name: np.array(value) for name, value in index._asdict().items()}
    found: list[str] = []

    def look(_: int, __: Blocks) -> None:
        for dimension, rows in held:
            now = getattr(world, dimension.value)
            names = [f.name for f, a, b in zip(model.rows(dimension), rows, now, strict=True) if np.any(a != b)]
            found.extend(f"{name} of the world is written to inside the step" for name in names)
        found.extend(
            f"{name} of the world is written to" for name, v in kept.items() if np.any(v != getattr(index, name))
        )

    theta, on = model.sample(SEED, [0])[0, 0], np.ones(1, bool)
    step = program(model, Mode.PLAIN, look).phases[case.mechanism.phase]
    with np.errstate(all="ignore"):
        step(world, change, index, theta, on, SEED, np.uint32(0), case.start.year + 1, np.float32(1))
    yield from found


def order_of_states(case: Case) -> Iterator[str]:
    """States listed in another order get the same answers, because draws go by identity and not by place."""
    usual = case.lived
    turned = with_states(case.lively, case.lively.actors.states[::-1])
    back = places(case.lively.actors, turned.actors)
    shuffled = case.run(turned, years=2)
    for name in case.mechanism.mentioned("changes"):
        dimension = case.model.fields[name].dimension
        flat = shuffled[name].reshape(*shuffled[name].shape[:2], -1)[..., back[dimension]].reshape(usual[name].shape)
        if not np.allclose(flat, usual[name], rtol=3e-4, atol=1e-5):
            yield f"{name} depends on the order in which states are listed"


def no_memory_of_its_own(case: Case) -> Iterator[str]:
    """A member comes out the same alone, in company and a second time: what is remembered is in the world."""
    alone, again = (case.run(case.lively, years=2, members=who) for who in ((1,), (0, 1)))
    for name in case.mechanism.mentioned("changes"):
        if not (np.array_equal(case.lived[name], again[name]) and np.array_equal(again[name][1:], alone[name])):
            yield f"{name} differs from one run to the next"


CHECKS: dict[str, Callable[[Case], Iterator[str]]] = {
    "declarations": declarations,
    "off means off": off_means_off,
    "zero strength": zero_strength,
    "finite": finite,
    "only declared fields": only_declared,
    "order of states": order_of_states,
    "no memory of its own": no_memory_of_its_own,
}


def choices(mechanism: type[Mechanism]) -> set[str]:
    """What the step calls to decide between two acts; where it does, zero noise must give the theory's threshold."""
    called = {n.func for n in ast.walk(parse(mechanism.step)[0]) if isinstance(n, ast.Call)}
    names = {f.id if isinstance(f, ast.Name) else getattr(f, "attr", "") for f in called}
    return names & set(CHOICES)


__all__ = ["CHECKS", "Breach", "Case", "Silence", "check", "choices"]
