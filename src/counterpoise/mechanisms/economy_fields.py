"""Fields that only the mechanisms of growth and accounts share, beyond the common vocabulary; no mechanism.

All are flows, so a start need not give them. Those of the first year are carried on: each year repeats last year's.
"""

from counterpoise.core.fields import Dimension, Field, Kind

AUTOMATED = Field("automated", Dimension.STATE, Kind.FLOW, "share of tasks", "newly automated in the year", 0.0, 1.0)
CYBER_LOSS = Field("cyber_loss", Dimension.STATE, Kind.FLOW, "share of output", "lost to cyber operations", 0.0, 1.0)
FIRST_ENDOWMENT = Field(
    "first_endowment",
    Dimension.STATE,
    Kind.FLOW,
    "0 to 1",
    "endowment with computing in the first year",
    0.0,
    1.0,
    note=True,
)
HARD_LEVEL = Field(
    "hard_level",
    Dimension.STATE,
    Kind.FLOW,
    "ratio",
    "hard power as measured over as made, first year",
    0.0,
    1e6,
    note=True,
)
SMART_LEVEL = Field(
    "smart_level",
    Dimension.STATE,
    Kind.FLOW,
    "ratio",
    "smart power as measured over as made, first year",
    0.0,
    1e6,
    note=True,
)
FOUGHT = Field("fought", Dimension.STATE, Kind.FLOW, "share of output", "lost in battle, or to a launch", 0.0, 1.0)
TREND_KEPT = Field("trend_kept", Dimension.SYSTEM, Kind.FLOW, "share", "what is left of states' own trends", 0.0, 1.0)
