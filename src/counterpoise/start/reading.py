"""Starting values of one field: the number, its error, and whether a source has it or a named rule filled it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.fields import Field, Scale
from counterpoise.core.grades import Grade
from counterpoise.power.imputation import regress

Array = NDArray[np.float64]
RECORDED = ""
BOUNDED = "put on the bound of the field"


@dataclass(frozen=True, eq=False)
class Reading:
    """One value for each actor of a field's dimension.

    ``error`` is a standard deviation; ``rule`` names what filled a value, and is empty where it rests on the record.
    ``grade`` is that of a value with an empty rule: a recorded drone deal is observed, the adoption read from it is
    assumed. While a reading is made its values may be NaN; when it is done none is.
    """

    value: Array
    error: Array
    rule: NDArray[np.object_]
    grade: Grade = Grade.OBSERVED

    def fill(self, rule: str, value: ArrayLike, error: ArrayLike = 0.0) -> "Reading":
        """The same with missing values filled, where the filling is itself not missing."""
        given = np.broadcast_to(np.asarray(value, float), self.value.shape)
        return self.replace(np.isnan(self.value) & ~np.isnan(given), rule, given, error)

    def replace(self, where: NDArray[np.bool_], rule: str, value: ArrayLike, error: ArrayLike) -> "Reading":
        """The same with other values in some places, counted as filled."""
        return replace(
            self,
            value=np.where(where, value, self.value),
            error=np.where(where, error, self.error),
            rule=np.where(where, rule, self.rule).astype(object),
        )

    def fill_by_size(self, output: Array, population: Array, odds: bool = False) -> "Reading":
        """Fill by a log-log regression on output and population over the states that have a value.

        With ``odds`` the values are shares and the odds are regressed. The error is the spread around the regression,
        in logarithms (of the odds). Nothing is filled where fewer than ten states have a value.
        """
        known = self.value / (1.0 - self.value) if odds else self.value
        guess, spread = regress(known[None], output, population)
        value = guess[0] / (1.0 + guess[0]) if odds else guess[0]
        return self.fill("regression on output and population", value, spread[0])

    def bounded(self, field: Field) -> "Reading":
        """Inside the bounds of the field; what had to be moved is counted as filled."""
        inside = np.clip(self.value, field.low, field.high)
        return self.replace(inside != self.value, BOUNDED, inside, self.error)

    def with_log_error(self, field: Field) -> "Reading":
        """The same with the error of the logarithm turned into one on the field's scale.

        $s$ on a log scale, $s / (1 - x)$ on a logit scale, $s x$ on a linear one, there at most half the value so that
        draws do not pile up at zero.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            of_odds = np.where(self.value < 1.0, self.error / (1.0 - self.value), 0.0)
        linear = np.minimum(self.error * self.value, 0.5 * self.value)
        scaled = {Scale.LOG: self.error, Scale.LOGIT: of_odds, Scale.LINEAR: linear}[field.scale]
        return replace(self, error=np.where(self.value == 0.0, 0.0, scaled))

    def summing_to_one(self) -> "Reading":
        """Shares of the world, so that the states add to one; errors keep their proportion."""
        total = self.value.sum()
        return replace(self, value=self.value / total, error=self.error)


def recorded(value: ArrayLike, error: ArrayLike = 0.0, grade: Grade = Grade.OBSERVED) -> Reading:
    """Values that rest on the record; NaN is missing."""
    array = np.asarray(value, float)
    spread = np.nan_to_num(np.broadcast_to(np.asarray(error, float), array.shape))
    return Reading(array, np.where(np.isnan(array), 0.0, spread), np.full(array.shape, RECORDED, object), grade)


def assumed(size: int, rule: str, value: ArrayLike, error: ArrayLike = 0.0) -> Reading:
    """Values that rest on a rule alone."""
    return recorded(np.full(size, np.nan), grade=Grade.ASSUMED).fill(rule, value, error)
