"""Fields of firms and of what binds them to states, beyond the common vocabulary; no mechanism.

``FIRM_STARTED`` need starting values (``start/firms.py``); all others are flows, made in the first year.
"""

from counterpoise.core.fields import Dimension, Field, Kind, Scale

STATE, FIRM, SYSTEM = Dimension.STATE, Dimension.FIRM, Dimension.SYSTEM
FIXED, STOCK, FLOW = Kind.FIXED, Kind.STOCK, Kind.FLOW

FIRM_PART = Field(
    "firm_part", FIRM, STOCK, "share", "the firm's part in the computing that its home owns", 0.0, 1.0, Scale.LOGIT
)
FIRM_REACH = Field("firm_reach", FIRM, FIXED, "0 to 1", "how widely the firm could settle elsewhere", 0.0, 1.0)
SUNK = Field("sunk", FIRM, STOCK, "share", "part of its investment tied to where it stands", 0.0, 1.0, Scale.LOGIT)
FIRM_SAFETY = Field("firm_safety", FIRM, STOCK, "0 to 1", "the firm's effort on safety", 0.0, 1.0, Scale.LOGIT)
FIRM_EFFORT_LEVEL = Field(
    "firm_effort_level",
    FIRM,
    FLOW,
    "ratio",
    "that effort over the race's equilibrium in the first year",
    0.0,
    1e6,
    note=True,
)
FIRM_COMPUTE = Field("firm_compute", FIRM, FLOW, "H100 equivalents", "computing the firm owns", 0.0, 1e12)
FIRM_SHARE = Field("firm_share", FIRM, FLOW, "share", "the firm's share in the rent of its computing", 0.0, 1.0)
FIRST_SHARE = Field("first_share", FIRM, FLOW, "share", "that share in the first year", 0.0, 1.0, note=True)

COMPUTE_HELD = Field("compute_held", STATE, FLOW, "H100 equivalents", "computing it began the year with", 0.0, 1e12)
ALGORITHMS_HELD = Field("algorithms_held", SYSTEM, FLOW, "log10 factor", "algorithms the year began with", 0.0, 20.0)
PRIVATE = Field("private", STATE, FLOW, "share", "part of its computing that named firms own", 0.0, 1.0)
HOLD = Field(
    "hold", STATE, FLOW, "share", "share in the rent that the state keeps from its firms; 0 without firms", 0.0, 1.0
)
FIRST_HOLD = Field("first_hold", STATE, FLOW, "share", "that share in the first year", 0.0, 1.0, note=True)
LEAKED = Field("leaked", STATE, FLOW, "share", "part of what is withheld that firms sell it all the same", 0.0, 1.0)
TNC_SHARE = Field("tnc_share", SYSTEM, FLOW, "share", "part of the world's computing that named firms own", 0.0, 1.0)
DIFFUSED = Field(
    "diffused", SYSTEM, FLOW, "share", "power moved from states to firms: their computing beyond states' hold", 0.0, 1.0
)

FIRM_STARTED = (FIRM_PART, FIRM_REACH, SUNK, FIRM_SAFETY)
