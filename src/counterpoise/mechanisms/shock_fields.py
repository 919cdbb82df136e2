"""Where a scenario's shocks fall; no mechanism.

All are nil in every base year: a scenario that wants a shock marks pairs or states by its ``start``.
"""

from counterpoise.core.fields import Dimension, Field, Kind

STATE, DYAD, FIXED = Dimension.STATE, Dimension.DYAD, Kind.FIXED

CRISIS_MARK = Field("crisis_mark", DYAD, FIXED, "0 to 1", "how far the supposed crisis is one of this pair", 0.0, 1.0)
SANCTION_MARK = Field("sanction_mark", DYAD, FIXED, "0 to 1", "how surely the first joins supposed sanctions", 0.0, 1.0)
UNREST_MARK = Field("unrest_mark", STATE, FIXED, "0 to 1", "how far the supposed wave of unrest reaches it", 0.0, 1.0)
CLOSURE_MARK = Field("closure_mark", STATE, FIXED, "0 to 1", "how far the supposed closure of borders hurts", 0.0, 1.0)

SHOCK_MARKS = (CRISIS_MARK, SANCTION_MARK, UNREST_MARK, CLOSURE_MARK)
