"""Fields that only the mechanisms of force share, beyond the common vocabulary; no mechanism.

``nonstate`` and ``unruled`` need starting values; all others are flows, so a start need not give them.
"""

from counterpoise.core.fields import Dimension, Field, Kind, Scale

STATE, DYAD, SYSTEM = Dimension.STATE, Dimension.DYAD, Dimension.SYSTEM
FLOW, STOCK, FIXED = Kind.FLOW, Kind.STOCK, Kind.FIXED

NONSTATE = Field(
    "nonstate", STATE, STOCK, "0 to 1", "autonomous weapons held by armed groups on its ground", 0.0, 1.0, Scale.LOGIT
)
UNRULED = Field("unruled", STATE, FIXED, "0 to 1", "room its ground leaves to armed groups", 0.0, 1.0, Scale.LOGIT)
NONSTATE_FIRST = Field(
    "nonstate_first", STATE, FLOW, "0 to 1", "what armed groups held in the base year", 0.0, 1.0, note=True
)
NONSTATE_GROUNDS = Field(
    "nonstate_grounds", SYSTEM, FLOW, "states", "states on whose ground armed groups hold more than half", 0.0, 300.0
)
FIRST_STRIKE = Field(
    "first_strike", DYAD, FLOW, "0 to 1", "trust that the first needs not to strike the second's arsenal", 0.0, 1.0
)
RETALIATION = Field(
    "retaliation", STATE, FLOW, "0 to 1", "harm its arsenal could do after the worst first strike", 0.0, 1.0
)
FALSE_RISK = Field("false_risk", SYSTEM, FLOW, "count", "launches on a false alarm to be expected this year", 0.0, 1e3)
FALSE_LAUNCHES = Field("false_launches", SYSTEM, FLOW, "count", "launches on a false alarm this year", 0.0, 1e3)
STRIKE_COST = Field(
    "strike_cost", SYSTEM, FLOW, "billion constant 2015 USD", "spent on strikes in this year's wars", 0.0, 1e6
)
MASS_COST = Field("mass_cost", SYSTEM, FLOW, "billion constant 2015 USD", "part of it that went into mass", 0.0, 1e6)
STRIKE_DAMAGE = Field(
    "strike_damage", SYSTEM, FLOW, "billion constant 2015 USD", "what strikes destroyed this year", 0.0, 1e6
)
GUARD_COST = Field(
    "guard_cost", SYSTEM, FLOW, "billion constant 2015 USD", "interceptors fired at drones this year", 0.0, 1e6
)
STRUCK = Field("struck", STATE, FLOW, "share of output", "output that strikes destroyed in this year's wars", 0.0, 1.0)
EDGE = Field(
    "edge", STATE, FLOW, "share of arms", "arms that better armed forces save it, or cost it, this year", -1.0, 1.0
)
