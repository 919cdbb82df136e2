"""A model: the mechanisms that make a year, checked against the vocabulary of fields."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.errors import InputError
from counterpoise.core.fields import INDEX, Dimension, Field, Kind, Vocabulary
from counterpoise.core.mechanism import Mechanism
from counterpoise.core.parameters import Parameter
from counterpoise.core.phases import Phase
from counterpoise.core.random import uniforms_for_members
from counterpoise.core.spelling import nearest

TOGETHER = 1 << 15
"""Numbers drawn at once, few enough to stay in the processor's cache."""


class Model:
    """Mechanisms with the fields and parameters they need.

    ``fields`` are the fields some mechanism mentions (and those in ``keep``), in the order of the vocabulary;
    ``parameters`` maps ``Mechanism.name`` to its declaration, in the order of the mechanisms. Raises InputError, naming
    file, line and nearest spelling, where a mechanism speaks of what is not there or breaks the rules of a field.
    """

    def __init__(self, mechanisms: Sequence[type[Mechanism]], vocabulary: Vocabulary, keep: Iterable[str] = ()):
        self.mechanisms = tuple(mechanisms)
        self.vocabulary = vocabulary.extended(field for m in self.mechanisms for field in m.declares)
        _check_names(self.mechanisms)
        needed = set(keep)
        for mechanism in self.mechanisms:
            needed |= self._check_fields(mechanism)
        for name in keep:
            self.vocabulary[name]
        self.fields = {name: field for name, field in self.vocabulary.items() if name in needed}
        self._check_writers()
        self.parameters: dict[str, Parameter] = {
            f"{m.__name__}.{key}": parameter for m in self.mechanisms for key, parameter in m.params.items()
        }
        self._columns = {name: column for column, name in enumerate(self.parameters)}

    @property
    def names(self) -> tuple[str, ...]:
        """The mechanisms' names, in order."""
        return tuple(m.__name__ for m in self.mechanisms)

    def column(self, parameter: str) -> int:
        """Where a parameter stands in ``theta``. Raises InputError with the nearest spelling."""
        if parameter not in self._columns:
            raise InputError(_unknown("parameter", parameter, self._columns))
        return self._columns[parameter]

    def rows(self, dimension: Dimension) -> tuple[Field, ...]:
        """The fields of one dimension, in the order of their rows."""
        return tuple(field for field in self.fields.values() if field.dimension is dimension)

    def row(self, name: str) -> int:
        """The row of a field in the block of its dimension."""
        return self.rows(self.fields[name].dimension).index(self.fields[name])

    def in_phase(self, phase: Phase) -> list[int]:
        """Positions of the mechanisms of a phase."""
        return [k for k, m in enumerate(self.mechanisms) if m.phase is phase]

    def changed_in(self, phase: Phase) -> list[str]:
        """Fields that some mechanism of the phase may change, in the order of the vocabulary."""
        changed = {name for k in self.in_phase(phase) for name in self.mechanisms[k].mentioned("changes")}
        return [name for name in self.fields if name in changed]

    def sample(
        self,
        seed: int,
        members: ArrayLike,
        overrides: Mapping[str, ArrayLike] | None = None,
    ) -> NDArray[np.float32]:
        """Parameter values (member, 1 or year, parameter), drawn from the priors.

        An override is one number for all, one for each member, or a (1 or member, year) array for a path over the
        years. Nothing else moves when a parameter is overridden, added or removed. Raises InputError for an unknown
        name or a value that is not finite.
        """
        members = np.asarray(members)
        paths = {name: _as_path(name, value, len(members)) for name, value in (overrides or {}).items()}
        years = max((path.shape[1] for path in paths.values()), default=1)
        theta = np.empty((len(members), years, len(self.parameters)), np.float32)
        for name, values in self._drawn([name for name in self.parameters if name not in paths], seed, members):
            theta[:, :, self.column(name)] = values[:, None]
        for name, path in paths.items():
            if path.shape[1] not in (1, years):
                raise InputError(f"parameter {name}: its path has {path.shape[1]} years, another {years}")
            theta[:, :, self.column(name)] = path
        return theta

    def _drawn(
        self, names: Sequence[str], seed: int, members: NDArray[Any]
    ) -> Iterator[tuple[str, NDArray[np.float64]]]:
        """What the priors of some parameters draw, by name; as ``Parameter.sample``, but addressed a batch at once."""
        numbers = np.asarray(members, np.uint64)
        batch = max(1, TOGETHER // max(1, numbers.size))
        for start in range(0, len(names), batch):
            some = [self.parameters[name] for name in names[start : start + batch]]
            shares = uniforms_for_members([parameter.name for parameter in some], seed, numbers)
            for name, parameter, share in zip(names[start : start + batch], some, shares, strict=True):
                yield name, np.asarray(parameter.prior.ppf(share))

    def switches(self, members: int, off: Iterable[str] = ()) -> NDArray[np.bool_]:
        """Which mechanism is on in which member (member, mechanism); those named in ``off`` are off in all."""
        on = np.ones((members, len(self.mechanisms)), bool)
        for name in off:
            if name not in self.names:
                raise InputError(_unknown("mechanism", name, self.names))
            on[:, self.names.index(name)] = False
        return on

    def _check_fields(self, mechanism: type[Mechanism]) -> set[str]:
        used: set[str] = set()
        for use in mechanism.uses.values():
            for name, line in {**use.reads, **use.changes}.items():
                where = f"{use.file}:{line}: {mechanism.__name__}"
                if name in INDEX and name not in use.changes:
                    continue
                if name not in self.vocabulary:
                    raise InputError(f"{where}: " + _unknown("field", name, [*self.vocabulary, *INDEX]))
                if name in use.changes and self.vocabulary[name].kind is Kind.FIXED:
                    raise InputError(f"{where} changes {name}, which is fixed")
                used.add(name)
        return used

    def _check_writers(self) -> None:
        changed = {m: set(m.mentioned("changes")) for m in self.mechanisms}
        for name, field in self.fields.items():
            writers = [m for m in self.mechanisms if name in changed[m]]
            phases = {m.phase for m in writers}
            if field.kind is Kind.FLOW and len(phases) > 1:
                raise InputError(
                    f"flow {name} is written in two phases ({_writers(writers)}); the later would erase it"
                )
            if field.discrete and len(phases) < len(writers):
                raise InputError(f"discrete {name} has two writers in one phase ({_writers(writers)})")


def _writers(mechanisms: Sequence[type[Mechanism]]) -> str:
    return ", ".join(f"{m.__name__} in {m.phase.name.lower()}" for m in mechanisms)


def _check_names(mechanisms: Sequence[type[Mechanism]]) -> None:
    for what in ("__name__", "stream"):
        seen: set[str] = set()
        for mechanism in mechanisms:
            name = getattr(mechanism, what)
            if name in seen:
                kind = "mechanisms named" if what == "__name__" else "mechanisms that draw as"
                raise InputError(f"a model cannot hold two {kind} {name}")
            seen.add(name)


def _as_path(name: str, value: ArrayLike, members: int) -> NDArray[np.float32]:
    path = np.asarray(value, np.float32)
    if not np.all(np.isfinite(path)):
        raise InputError(f"parameter {name}: values must be finite")
    path = path.reshape(-1, 1) if path.ndim < 2 else path
    if path.ndim != 2 or path.shape[0] not in (1, members):
        raise InputError(f"parameter {name}: {path.shape} fits neither one value nor {members} members")
    return path


def _unknown(what: str, name: str, allowed: Iterable[str]) -> str:
    near = nearest(name, allowed)
    return f"no {what} {name!r}" + (f"; did you mean {near!r}?" if near else "")
