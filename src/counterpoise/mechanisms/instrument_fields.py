"""Fields of the six tools of smart power; no mechanism. All start at nothing: a scenario or a search sets them."""

from counterpoise.core.fields import Dimension, Field, Kind
from counterpoise.theory.portfolio import TOOLS

STATE, DYAD, FIXED = Dimension.STATE, Dimension.DYAD, Kind.FIXED
MOST = 0.05


def _tool(name: str) -> Field:
    return Field(f"tool_{name}", STATE, FIXED, "share of output", f"{name} effort a year beyond the usual", 0.0, MOST)


TOOL_FIELDS = tuple(map(_tool, TOOLS))
AIM = Field("aim", DYAD, FIXED, "share", "part of its diplomacy, culture and law meant for the second", 0.0, 1.0)
INSTRUMENTS_STARTED = (*TOOL_FIELDS, AIM)
