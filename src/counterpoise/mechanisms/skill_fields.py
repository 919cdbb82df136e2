"""Fields of schooling, talent, media and federation, beyond the common vocabulary; no mechanism.

``SKILL_STARTED`` need starting values (``start/skill.py``); all others are flows, made in the first year.
"""

from counterpoise.core.fields import Dimension, Field, Kind, Scale

STATE, DYAD, SYSTEM = Dimension.STATE, Dimension.DYAD, Dimension.SYSTEM
FIXED, STOCK, FLOW = Kind.FIXED, Kind.STOCK, Kind.FLOW

SCHOOLING = Field("schooling", STATE, STOCK, "index", "human capital by years of schooling and their worth", 1.0, 4.5)
RESEARCH_TREND = Field(
    "research_trend", STATE, FIXED, "1/year", "growth of its part in AI research up to the base year", -0.3, 0.3
)
ATTRACTION = Field(
    "attraction", STATE, FIXED, "share of the world", "part in the world's students abroad", 0.0, 1.0, Scale.LOG
)
FIRST_SMART = Field(
    "first_smart", STATE, FLOW, "share of the world", "smart power in the first year", 0.0, 1.0, note=True
)
FIRST_SKILLED = Field(
    "first_skilled", STATE, FLOW, "0 to 1", "endowment with talent in the first year", 0.0, 1.0, note=True
)
MEDIA = Field("media", DYAD, FIXED, "share", "part of the first's online media that is the second's", 0.0, 1.0)
EXPOSED = Field(
    "exposed",
    STATE,
    FLOW,
    "share",
    "one and what it was denied by its dependence in the first year",
    0.0,
    3.0,
    note=True,
)

FEDERATED = Field("federated", STATE, FIXED, "0 to 1", "how far it acts as one with all others so marked", 0.0, 1.0)
UNION_HARD = Field("union_hard", SYSTEM, FLOW, "share of the world", "hard power of the federation", 0.0, 1.0)
UNION_SMART = Field("union_smart", SYSTEM, FLOW, "share of the world", "smart power of the federation", 0.0, 1.0)

SKILL_STARTED = (SCHOOLING, RESEARCH_TREND, ATTRACTION, MEDIA, FEDERATED)
