"""Which differences are worth naming, and how a number is written beside its interval: one rule for every line."""

from dataclasses import dataclass
from math import floor, isfinite, log10

import numpy as np

LEAST = 0.01
"""A difference smaller than this part of what it is set beside moves nothing that a reader could act on; our choice."""
NONE = "none"
RULE = (
    f"A difference is {NONE} worth naming where it is under a hundredth of what it is set beside and zero lies within "
    "its interval; its number stands in the JSON and the ledger."
)


@dataclass(frozen=True)
class Span:
    """A middle with its interval."""

    middle: float
    low: float
    high: float

    def negligible(self, beside: float) -> bool:
        """Whether, as a difference from ``beside``, it is not worth naming."""
        return self.low <= 0.0 <= self.high and abs(self.middle) <= LEAST * abs(beside)

    def texts(self, beside: float | None = None) -> tuple[str, str, str]:
        """Middle, low and high as written: to two digits of half the interval, so that none is more exact than it.

        A middle that would vanish so keeps its first digit, unless it is a difference from ``beside`` not worth naming,
        and is called ``NONE``. Without an interval, three digits.
        """
        none = beside is not None and self.negligible(beside)
        numbers = (self.middle, self.low, self.high)
        half = (self.high - self.low) / 2.0
        if not all(map(isfinite, numbers)) or half <= 1e-9 * max(map(abs, numbers)):
            written = [short(value) for value in numbers]
        else:
            digits = max(1 - floor(log10(half)), 0)
            while not none and self.middle != 0.0 and float(f"{self.middle:.{digits}f}") == 0.0:
                digits += 1
            written = [minus(f"{value:.{digits}f}") for value in numbers]
        return (NONE if none else written[0]), written[1], written[2]


def short(value: float) -> str:
    """Three digits, never as a power of ten, a true minus."""
    if not isfinite(value):
        return "missing"
    return minus(np.format_float_positional(float(f"{value:.3g}"), trim="-"))


def minus(written: str) -> str:
    """A true minus, and none before a zero."""
    return written.removeprefix("-") if float(written) == 0.0 else written.replace("-", "−")
