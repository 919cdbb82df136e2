"""What a world is made of: named fields over states, dyads, firms, regimes, memberships and the system."""

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import inf

from .errors import InputError
from .spelling import nearest


class Dimension(enum.StrEnum):
    """What a field has one value for each of."""

    STATE = "state"
    DYAD = "dyad"
    FIRM = "firm"
    REGIME = "regime"
    MEMBERSHIP = "membership"
    """Regime by state; written ``field[regime, state]``."""
    SYSTEM = "system"
    """One value for the whole system; written ``field[0]``."""


class Kind(enum.StrEnum):
    """What happens to a field at the end of a phase in which it was changed."""

    FIXED = "fixed"
    """Nothing may change it."""
    STOCK = "stock"
    """Changes are added to what was there, then the result is bounded once."""
    FLOW = "flow"
    """This year's sum of changes replaces last year's, then it is bounded once."""


class Scale(enum.StrEnum):
    """On which scale the measurement error of a starting value is normal."""

    LINEAR = "linear"
    LOG = "log"
    LOGIT = "logit"


INDEX = {
    "n_states": "how many states",
    "n_dyads": "how many directed dyads",
    "n_firms": "how many firms",
    "n_regimes": "how many regimes",
    "n_pairs": "how many pairs of states that have dyads, half as many as those",
    "src": "dyad -> sending state",
    "dst": "dyad -> receiving state",
    "rev": "dyad -> the same dyad seen from the other side",
    "first": "state -> its first dyad as sender; the last entry ends the list",
    "pair": "dyad -> its pair, in which both directions meet",
    "first_of": "pair -> its dyad from the state that comes first",
    "second_of": "pair -> its dyad from the other one",
    "lower_of": "pair -> the one of its two dyads whose identity is the pair's, whatever the order of states",
    "upper_of": "pair -> the other of them",
    "triad": "pair -> the first of its triads with a third state; the last entry ends the list",
    "leg_one": "triad -> dyad from the state of the pair that comes first to the third",
    "leg_other": "triad -> dyad from the other state of the pair to the third",
    "one_of": "pair -> the state that comes first",
    "other_of": "pair -> the other state",
    "home": "firm -> home state",
    "state_id": "state -> stable identity for draws",
    "dyad_id": "dyad -> stable identity for draws",
    "pair_id": "pair -> stable identity for draws: the lower of its two dyads', the same whatever the order of states",
    "firm_id": "firm -> stable identity for draws",
    "regime_id": "regime -> stable identity for draws",
    "membership_id": "[regime, state] -> stable identity for draws",
    "year": "calendar year being lived",
    "elapsed": "years since the start, as a real number",
}
"""What a step may read of ``world`` beside its fields."""


@dataclass(frozen=True)
class Field:
    """One variable of the world.

    ``low`` and ``high`` bound it at the end of every phase that changes it. A ``discrete`` field holds whole numbers
    and has at most one writer in a phase. A ``note`` is a flow that a mechanism sets in the first year and carries on
    unchanged, to measure later years by: memory of the model and no series, so that a run keeps it on request only.
    """

    name: str
    dimension: Dimension
    kind: Kind
    unit: str
    meaning: str
    low: float = -inf
    high: float = inf
    scale: Scale = Scale.LINEAR
    discrete: bool = False
    note: bool = False

    def __post_init__(self) -> None:
        """Refuse what no world could hold. Raises InputError."""
        for key, allowed in (("dimension", Dimension), ("kind", Kind), ("scale", Scale)):
            if getattr(self, key) not in list(allowed):
                raise InputError(f"field {self.name}: {key} {getattr(self, key)!r} is none of {', '.join(allowed)}")
            object.__setattr__(self, key, allowed(getattr(self, key)))
        if not self.name.isidentifier() or self.name in INDEX:
            raise InputError(f"field {self.name!r}: not a usable name")
        if not self.unit or not self.meaning:
            raise InputError(f"field {self.name}: needs a unit and a meaning")
        if not self.low < self.high:
            raise InputError(f"field {self.name}: bounds {self.low:g} and {self.high:g} are out of order")
        if self.note and self.kind is not Kind.FLOW:
            raise InputError(f"field {self.name}: a note is a flow, not a {self.kind}")
        if self.scale is Scale.LOG and self.low < 0:
            raise InputError(f"field {self.name}: a log scale needs a lower bound of 0 or more")
        if self.scale is Scale.LOGIT and not (self.low >= 0 and self.high <= 1):
            raise InputError(f"field {self.name}: a logit scale needs bounds inside [0, 1]")


class Vocabulary(Mapping[str, Field]):
    """The fields that mechanisms may speak of, by name; immutable."""

    def __init__(self, fields: Iterable[Field]):
        self._fields: dict[str, Field] = {}
        for field in fields:
            known = self._fields.setdefault(field.name, field)
            if known != field:
                raise InputError(f"field {field.name} is declared twice, and differently")

    def __getitem__(self, name: str) -> Field:
        """The field, or an InputError that offers the nearest spelling."""
        if name not in self._fields:
            near = nearest(name, self._fields)
            raise InputError(f"no field {name!r}" + (f"; did you mean {near!r}?" if near else ""))
        return self._fields[name]

    def __contains__(self, name: object) -> bool:
        """Whether the field is declared (a Mapping would ask for KeyError)."""
        return name in self._fields

    def __iter__(self) -> Iterator[str]:
        """Names in the order of declaration."""
        return iter(self._fields)

    def __len__(self) -> int:
        """How many fields."""
        return len(self._fields)

    def extended(self, fields: Iterable[Field]) -> "Vocabulary":
        """This vocabulary and some more fields; declaring one again identically is no error."""
        return Vocabulary([*self._fields.values(), *fields])

    def along(self, dimension: Dimension) -> tuple[Field, ...]:
        """The fields of one dimension."""
        return tuple(field for field in self._fields.values() if field.dimension is dimension)
