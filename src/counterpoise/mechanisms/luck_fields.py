"""Where states stand in votes, and how much luck is usual for each; no mechanism.

All need a starting value (``start/luck.py``).
"""

from counterpoise.core.fields import Dimension, Field, Kind, Scale

LARGEST_DISTANCE = 5.8
"""Ideal points: the largest distance between two states in any year of the panel is 5.76."""

POSITION = Field(
    "position", Dimension.STATE, Kind.STOCK, "ideal points", "position in votes of the General Assembly", -6.0, 6.0
)
GROWTH_SCATTER = Field(
    "growth_scatter", Dimension.STATE, Kind.FIXED, "1/year", "usual size of luck in growth", 0.001, 0.5, Scale.LOG
)
BURDEN_SCATTER = Field(
    "burden_scatter", Dimension.STATE, Kind.FIXED, "1/year", "usual size of luck in the burden", 0.005, 1.5, Scale.LOG
)
LUCK_STARTED = (POSITION, GROWTH_SCATTER, BURDEN_SCATTER)
