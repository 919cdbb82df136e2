"""Restrictions on AI computing in force in the base year, from the register of export controls."""

import numpy as np
from numpy.typing import NDArray

from counterpoise.core.grades import Grade
from counterpoise.data.registers import codes_in, register

from .base import Base
from .reading import Array, Reading, recorded

CHIPS = ("accelerators", "advanced computing chips", "advanced chips", "high-bandwidth memory")
TOOLS = ("lithography", "chipmaking equipment")
STRICTNESS = {CHIPS: 0.5, TOOLS: 0.3}
"""Assumed: how far a rule on chips, or on the tools that make them, holds back computing."""
ERROR = 0.1


def controls(base: Base, src: NDArray[np.int64], dst: NDArray[np.int64]) -> Reading:
    """The strictest rule in force by the end of the base year for each directed dyad.

    Only targets that the register names count; rules on groups of countries and on all but partners do not. A pair
    without a rule is unrestricted as far as the register knows.
    """
    level = strictness(base)[src, dst]
    return recorded(level, np.where(level > 0, ERROR, 0.0), Grade.ASSUMED)


def strictness(base: Base) -> Array:
    """``[sender, target]``, in [0, 1]."""
    matrix = np.zeros((base.size, base.size))
    table = register("export_controls")
    for row in table[table.in_force.fillna("9999") <= f"{base.year}-12-31"].itertuples():
        level = max(
            (value for words, value in STRICTNESS.items() if any(w in row.technology for w in words)), default=0
        )
        for sender in set(codes_in(row.sender_iso3)) & set(base.place):
            for target in set(codes_in(row.target_iso3)) & set(base.place):
                place = base.place[sender], base.place[target]
                matrix[place] = max(matrix[place], level)
    return matrix
