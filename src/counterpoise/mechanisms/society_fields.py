"""Fields of norms, publics and sanctions, beyond the common vocabulary; no mechanism.

Those that are no flows need a starting value (``start/society.py``).
"""

from counterpoise.core.fields import Dimension, Field, Kind, Scale

STATE, DYAD, SYSTEM = Dimension.STATE, Dimension.DYAD, Dimension.SYSTEM
FIXED, STOCK, FLOW = Kind.FIXED, Kind.STOCK, Kind.FLOW

NORM = Field("norm", STATE, STOCK, "0 to 1", "adherence to human control over AI", 0.0, 1.0, Scale.LOGIT)
NORM_SHARE = Field("norm_share", SYSTEM, FLOW, "share", "adherence of states, weighted by status", 0.0, 1.0)

ARMED_SHARE = Field("armed_share", SYSTEM, FLOW, "share", "mean adoption of autonomous weapons, by power", 0.0, 1.0)
BOUND_SHARE = Field("bound_share", SYSTEM, FLOW, "share", "power that a norm or an agreement binds", 0.0, 1.0)
OUTPACING = Field("outpacing", SYSTEM, FLOW, "1/year", "growth of the armed share less that of the bound", -1.0, 1.0)
PACING_GAP = Field(
    "pacing_gap", SYSTEM, STOCK, "year", "years technology was there without law, or less", -200.0, 200.0
)

LITERACY = Field("literacy", STATE, STOCK, "share", "people who see through a false story", 0.0, 1.0, Scale.LOGIT)
ONLINE = Field("online", STATE, FIXED, "share", "people who use the internet", 0.0, 1.0, Scale.LOGIT)
MANIPULATION = Field(
    "manipulation", DYAD, FLOW, "share", "the second's people whom the first's story reached", 0.0, 1.0
)
EXPOSURE = Field("exposure", STATE, FLOW, "share", "people whom some rival's story reached", 0.0, 1.0)
CAMPAIGNS = Field("campaigns", SYSTEM, FLOW, "directed pairs", "states that manipulate another's public", 0.0, 1e5)

INSTITUTIONS = Field(
    "institutions",
    STATE,
    FIXED,
    "probability",
    "chance that a regime of its kind lasts ten years",
    0.0,
    1.0,
    Scale.LOGIT,
)
STABILITY = Field(
    "stability", STATE, STOCK, "probability", "chance that the regime lasts ten years", 0.0, 1.0, Scale.LOGIT
)
TURNOVER = Field("turnover", STATE, FLOW, "0 or 1", "the regime changes this year", 0.0, 1.0, discrete=True)
TURNOVERS = Field("turnovers", SYSTEM, FLOW, "count", "regimes that change this year", 0.0, 300.0)

SANCTION = Field("sanction", DYAD, STOCK, "0 or 1", "the first has the second under sanctions", 0.0, 1.0, discrete=True)
CUT_OFF = Field("cut_off", STATE, FLOW, "share", "part of the world's market that it is cut off from", 0.0, 1.0)
FIRST_CUT = Field(
    "first_cut", STATE, FLOW, "share", "one and the part it was cut off from in the first year", 0.0, 2.0, note=True
)
CONCESSION = Field("concession", STATE, FLOW, "share of the stake", "what it concedes under sanctions", 0.0, 1.0)
SANCTIONS = Field("sanctions", SYSTEM, FLOW, "directed pairs", "sanctions in force", 0.0, 1e5)

SOCIETY_STARTED = (NORM, PACING_GAP, LITERACY, ONLINE, INSTITUTIONS, STABILITY, SANCTION)
