"""Fields that only the mechanisms of growth and accounts share, beyond the common vocabulary; no mechanism.

All are flows, so a start need not give them.
"""

from counterpoise.core.fields import Dimension, Field, Kind

AUTOMATED = Field("automated", Dimension.STATE, Kind.FLOW, "share of tasks", "newly automated in the year", 0.0, 1.0)
CYBER_LOSS = Field("cyber_loss", Dimension.STATE, Kind.FLOW, "share of output", "lost to cyber operations", 0.0, 1.0)
FIRST_SHARE = Field(
    "first_share", Dimension.STATE, Kind.FLOW, "share of the world", "part in computing in the first year", 0.0, 1.0
)
