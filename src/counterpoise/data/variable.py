"""What a column of the panel is: its unit, its sources, what its error is like, how far a value may be carried."""

import enum
from dataclasses import dataclass

from counterpoise.core import Grade


class Flag(enum.StrEnum):
    """How a value came about; it stays with the value to the last chart."""

    OBSERVED = "observed"
    ZERO = "zero"  # absence from a complete list: a true zero
    FUSED = "fused"  # several sources combined by us
    INTERPOLATED = "interpolated"
    MODELLED = "modelled"  # a published model's estimate
    FALLBACK = "fallback"  # a second source where the first has none
    FORECAST = "forecast"
    CARRIED = "carried"  # the last value of an earlier year; only made when a cross-section is read
    IMPUTED = "imputed"  # only made when a measure needs a value that no source has
    ASSUMED = "assumed"

    @property
    def grade(self) -> Grade:
        """Observed for what a source records (a carried value keeps its own year), estimated for what is inferred."""
        if self in (Flag.OBSERVED, Flag.ZERO, Flag.CARRIED):
            return Grade.OBSERVED
        return Grade.ASSUMED if self is Flag.ASSUMED else Grade.ESTIMATED


class Scale(enum.StrEnum):
    """How the error of a variable is expressed: one standard deviation of the value, or of its logarithm."""

    ABSOLUTE = "absolute"
    LOG = "log"


@dataclass(frozen=True)
class Variable:
    """A column of the panel.

    ``error`` is the default standard deviation (on ``scale``) where a loader gives none; ``error_basis`` says in a
    sentence where it comes from and ``error_grade`` how well it is known. ``carry`` is how many years a value may be
    carried forward to a later year when a cross-section is read; a ``snapshot`` (one or few cross-sections) may also be
    read back to earlier years within ``carry``. ``max_step`` is the largest factor between two consecutive years that
    is not a slip of units (None: not checked). ``total`` marks quantities whose world sum means something, so that
    shares can be taken. ``derived`` marks our own estimate from sources that may not be embedded as they are.
    """

    name: str
    label: str
    unit: str
    doc: str
    group: str
    cards: tuple[str, ...]
    scale: Scale
    error: float
    error_basis: str
    error_grade: Grade = Grade.ASSUMED
    low: float | None = 0.0
    high: float | None = None
    carry: int = 5
    snapshot: bool = False
    max_step: float | None = None
    total: bool = True
    derived: bool = False
