"""Three grades of evidence; every number shown carries one."""

import enum
from collections.abc import Iterable


class Grade(enum.StrEnum):
    """How a number is known.

    *observed*: recorded by a source, with its year. *estimated*: inferred from observations, with an error.
    *assumed*: set by judgement, with a range and a reason.
    """

    OBSERVED = "observed"
    ESTIMATED = "estimated"
    ASSUMED = "assumed"

    @classmethod
    def weakest(cls, grades: Iterable["Grade"]) -> "Grade":
        """The grade of a number computed from others: the weakest of theirs."""
        order = list(cls)
        return max(grades, key=order.index, default=cls.OBSERVED)
