"""Fields that only the mechanisms of arms and crises share, beyond the common vocabulary.

The base-year values below are flows that are carried on: a year that finds none takes what it sees, later years repeat
it. So a start may give them, and need not.
"""

from counterpoise.core.fields import Dimension, Field, Kind

STATE, DYAD, SYSTEM, FLOW = Dimension.STATE, Dimension.DYAD, Dimension.SYSTEM, Kind.FLOW
REGIME, MEMBERSHIP = Dimension.REGIME, Dimension.MEMBERSHIP

ARMING = Field("arming", STATE, FLOW, "1/year", "growth of the military burden this year", -5.0, 5.0)
PEACE_BURDEN = Field(
    "peace_burden", STATE, FLOW, "share of output", "military burden in the base year", 0.0, 0.5, note=True
)
PEACE_THREAT = Field(
    "peace_threat", STATE, FLOW, "share of output", "threat answered in the base year", 0.0, 10.0, note=True
)
PASSED = Field("passed", STATE, FLOW, "share", "part of a threat that is left to others", 0.0, 1.0)
BARGAINING = Field("bargaining", DYAD, FLOW, "log odds", "odds of a dispute from failing bargains", -50.0, 50.0)
STRAIN = Field("strain", DYAD, FLOW, "log odds", "strain of the pair, that of the base year included", -50.0, 50.0)
FIRST_STRAIN = Field(
    "first_strain", DYAD, FLOW, "log odds", "strain of the pair in the base year", -50.0, 50.0, note=True
)
HAZARD = Field("hazard", DYAD, FLOW, "1/year", "chance that a dispute begins this year", 0.0, 1.0)
EXPECTED = Field("expected", DYAD, FLOW, "disputes", "memory that the hazards of past years would leave", 0.0, 1e3)
WILLING = Field("willing", MEMBERSHIP, FLOW, "probability", "chance that the state would keep it", 0.0, 1.0)
SUSTAINABLE = Field("sustainable", REGIME, FLOW, "0 to 1", "deepest agreement that would be kept", 0.0, 1.0)
PACE_LEVEL = Field(
    "pace_level", SYSTEM, FLOW, "0 to 1", "automation of command by the powers in the base year", 0.0, 1.0, note=True
)
PACE = Field("pace", SYSTEM, FLOW, "0 to 1", "automation of command by the powers", 0.0, 1.0)


def carried(value, now):
    """A base-year value: last year's if there is one, else what is seen now."""
    return value if value > 0.0 else now
