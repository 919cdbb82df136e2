"""What a scenario changes in the world a run starts from."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoise.core import InputError
from counterpoise.core.fields import Dimension, Field, Vocabulary
from counterpoise.engine import Actors, Initial

Mask = NDArray[np.bool_]
ALL = "all"
POSITIONS = {
    Dimension.STATE: ("of",),
    Dimension.DYAD: ("from", "to"),
    Dimension.REGIME: ("regime",),
    Dimension.MEMBERSHIP: ("regime", "of"),
    Dimension.SYSTEM: (),
}
"""The keys that say whose value is meant. A pair may also be written ``between: [A, B]``, for both directions."""


@dataclass(frozen=True)
class Adjustment:
    """A starting value that is another in this scenario.

    ``who`` has one tuple of names for each position of the field's dimension (none for a field of the system), ``all``
    standing for every name; ``mutual`` adds the other direction of pairs. ``how`` is *value*, *times* or *plus*.
    ``error`` replaces the standard deviation of the starting value where it is given.
    """

    field: str
    who: tuple[tuple[str, ...], ...]
    how: str
    amount: float
    error: float | None = None
    mutual: bool = False
    why: str = ""
    source: str = "assumed"
    place: str = dataclasses.field(default="", compare=False)

    @property
    def width(self) -> int:
        """How many of its positions mean everybody."""
        return sum(names == (ALL,) for names in self.who)

    def apply(self, field: Field, actors: Actors, values: NDArray[np.float64], errors: NDArray[np.float64]) -> Mask:
        """Change the arrays of a field; returns where. Raises InputError, naming file and line, where it cannot be."""
        where = self._where(field, actors)
        before = values[where]
        moved = {"value": np.full(before.shape, self.amount), "times": before * self.amount}
        after = moved.get(self.how, before + self.amount)
        outside = ~((after >= field.low) & (after <= field.high))
        if outside.any():
            label = actors.label(field.dimension, int(np.flatnonzero(where)[np.argmax(outside)]))
            reached = after[np.argmax(outside)]
            self._refuse(f"{label} would start at {reached:g}; allowed is {field.low:g} to {field.high:g}")
        if field.discrete and np.any(after != np.floor(after)):
            self._refuse("its values are whole numbers")
        values[where] = after
        if self.error is not None:
            errors[where] = self.error
        return where

    def canonical(self) -> dict[str, object]:
        """What the adjustment means, as plain data."""
        return {
            "field": self.field,
            "who": [list(names) for names in self.who],
            "mutual": self.mutual,
            "how": self.how,
            "amount": self.amount,
            "error": self.error,
        }

    def spelled(self) -> str:
        """The adjustment in words: ``export_control from USA to CHN: 0.9``."""
        head = "" if self.how == "value" else f"{self.how} "
        links = {2: ("between ", " and ") if self.mutual else ("", " to ")}.get(len(self.who), ("", ""))
        whose = links[0] + links[1].join(" ".join(names) for names in self.who)
        return f"{self.field}{' of ' if whose else ''}{whose}: {head}{self.amount:g}"

    def _where(self, field: Field, actors: Actors) -> Mask:
        if field.dimension is Dimension.SYSTEM:
            return np.ones(1, bool)
        if field.dimension is Dimension.STATE:
            return self._among(self.who[0], actors.states, "state")
        if field.dimension is Dimension.REGIME:
            return self._among(self.who[0], actors.regimes, "regime")
        if field.dimension is Dimension.MEMBERSHIP:
            rows = self._among(self.who[0], actors.regimes, "regime")
            return np.outer(rows, self._among(self.who[1], actors.states, "state")).reshape(-1)
        return self._pairs(actors)

    def _pairs(self, actors: Actors) -> Mask:
        senders, targets = (self._among(names, actors.states, "state") for names in self.who)
        src, dst = actors.index.src, actors.index.dst
        where = senders[src] & targets[dst]
        if not self.width:
            listed = set(actors.dyads)
            missing = [(a, b) for a in self.who[0] for b in self.who[1] if a != b and (a, b) not in listed]
            if missing:
                self._refuse(f"{missing[0][0]} and {missing[0][1]} are not among the pairs looked at one by one")
        if not where.any():
            self._refuse("no pair of the world fits")
        return where | (targets[src] & senders[dst]) if self.mutual else where

    def _among(self, names: Sequence[str], known: Sequence[str], what: str) -> Mask:
        if tuple(names) == (ALL,):
            return np.ones(len(known), bool)
        for name in names:
            if name not in known:
                self._refuse(f"{what} {name} is not in the world a run starts from")
        return np.isin(np.array(known, object), list(names))

    def _refuse(self, text: str) -> None:
        raise InputError(f"{self.place}: start: {self.field}: {text}" if self.place else f"{self.field}: {text}")


def adjusted(starting: Initial, vocabulary: Vocabulary, adjustments: Sequence[Adjustment]) -> Initial:
    """The start with its values changed; the wider adjustment is made first, so that their order does not matter.

    Raises InputError where two that are equally wide meet in one place, or a value leaves the bounds of its field.
    """
    values, errors = dict(starting.values), dict(starting.errors)
    touched: dict[tuple[str, int], Mask] = {}
    for one in sorted(adjustments, key=lambda a: (-a.width, str(a.canonical()))):
        field = vocabulary[one.field]
        size = starting.actors.size(field.dimension)
        value = np.array(values.get(field.name, np.full(size, np.nan)))
        error = np.array(errors.get(field.name, np.zeros(size)))
        where = one.apply(field, starting.actors, value, error)
        if np.any(where & touched.get((field.name, one.width), np.zeros(size, bool))):
            one._refuse("another line sets the same starting value; which of them holds cannot be told")
        touched[field.name, one.width] = where | touched.get((field.name, one.width), np.zeros(size, bool))
        values[field.name], errors[field.name] = value, error
    return Initial(starting.actors, starting.year, vocabulary, values, _kept(errors, starting.errors))


def _kept(errors: Mapping[str, NDArray[np.float64]], before: Mapping[str, object]) -> dict[str, NDArray[np.float64]]:
    return {name: error for name, error in errors.items() if name in before or np.any(error)}
