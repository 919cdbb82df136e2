"""Where a run starts: measured values with their errors, from which every member draws its own world."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.errors import InputError
from counterpoise.core.fields import Dimension, Field, Kind, Scale, Vocabulary
from counterpoise.core.random import stable_id

from .model import Model
from .world import Actors, Blocks
from .year import EXACT, LINEAR, LOG, LOGIT

HOW = {Scale.LINEAR: LINEAR, Scale.LOG: LOG, Scale.LOGIT: LOGIT}


class Start(NamedTuple):
    """What the engine needs to draw starting values; every part is one array for each dimension."""

    values: Blocks
    errors: Blocks
    how: Blocks
    streams: Blocks
    low: Blocks
    high: Blocks
    ids: Blocks


class Initial:
    """Starting values of fields in a base year, and the standard deviation of their error on the field's scale.

    ``values`` and ``errors`` map a field to one number for each of its actors (or one for all). Values outside a
    field's bounds, missing values and negative errors raise InputError, naming field and actor. A field without values
    may only be a flow, which starts at 0 and is made in the first year. Draws are addressed by field and actor.
    """

    def __init__(
        self,
        actors: Actors,
        year: int,
        vocabulary: Vocabulary,
        values: Mapping[str, ArrayLike],
        errors: Mapping[str, ArrayLike] | None = None,
    ):
        self.actors, self.year, self.vocabulary = actors, year, vocabulary
        self.values = {name: self._values(vocabulary[name], value) for name, value in values.items()}
        self.errors = {name: self._errors(vocabulary[name], error) for name, error in (errors or {}).items()}
        if stray := sorted(set(self.errors) - set(self.values)):
            raise InputError(f"errors without values: {', '.join(stray)}")

    def start(self, model: Model) -> Start:
        """The arrays for a model's fields. Raises InputError where a field the model needs has no value."""
        absent = [n for n, f in model.fields.items() if n not in self.values and f.kind is not Kind.FLOW]
        if absent:
            raise InputError(f"no starting values for {', '.join(absent)}")
        parts = [self._along(model, dimension) for dimension in Dimension]
        values, errors, how, streams, low, high = (Blocks(*each) for each in zip(*parts, strict=True))
        return Start(values, errors, how, streams, low, high, self.actors.ids())

    def _along(self, model: Model, dimension: Dimension) -> tuple[np.ndarray, ...]:
        fields, size = model.rows(dimension), self.actors.size(dimension)
        values, errors = np.zeros((2, len(fields), size), np.float32)
        how = np.full(len(fields), EXACT, np.int32)
        for row, field in enumerate(fields):
            values[row] = self.values.get(field.name, np.zeros(size))
            if np.any(error := self.errors.get(field.name, np.zeros(size))):
                errors[row], how[row] = error, HOW[field.scale]
        streams = np.array([stable_id(f"start:{field.name}") for field in fields], np.uint32)
        low, high = (np.array([getattr(f, end) for f in fields], np.float32) for end in ("low", "high"))
        return values.copy(), errors.copy(), how, streams, low, high

    def _fill(self, field: Field, given: ArrayLike) -> NDArray[np.float64]:
        size, array = self.actors.size(field.dimension), np.asarray(given, float)
        if array.size not in (1, size):
            raise InputError(f"{field.name}: {array.size} values for {size} places ({field.dimension})")
        return np.broadcast_to(array.reshape(-1), (size,))

    def _values(self, field: Field, given: ArrayLike) -> NDArray[np.float64]:
        array = self._fill(field, given)
        self._refuse(field, array, ~np.isfinite(array), "is not a finite number")
        outside = (array < field.low) | (array > field.high)
        self._refuse(field, array, outside, f"lies outside [{field.low:g}, {field.high:g}]")
        if field.discrete:
            self._refuse(field, array, array != np.floor(array), "is not whole")
        return array

    def _errors(self, field: Field, given: ArrayLike) -> NDArray[np.float64]:
        array = self._fill(field, given)
        self._refuse(field, array, ~(np.isfinite(array) & (array >= 0)), "is no standard deviation")
        if field.discrete and np.any(array):
            raise InputError(f"{field.name} is discrete: an error cannot be drawn around it")
        return array

    def _refuse(self, field: Field, array: np.ndarray, wrong: np.ndarray, text: str) -> None:
        if wrong.any():
            place = int(np.argmax(wrong))
            raise InputError(f"{field.name} of {self.actors.label(field.dimension, place)}: {array[place]:g} {text}")
