"""What makes one agreement differ from another: what it is about, how it is seen and answered, who is well disposed.

Fixed fields of regimes and memberships, beyond the common vocabulary; a start has to give them
(``start/governance.py``). What an agreement is about are weights from 0 to 1 and not names, so that a scenario can
widen one, and no mechanism need know which agreement is which.
"""

from counterpoise.core.fields import Dimension, Field, Kind, Scale

REGIME, MEMBERSHIP, FIXED = Dimension.REGIME, Dimension.MEMBERSHIP, Kind.FIXED

ON_WEAPONS = Field("on_weapons", REGIME, FIXED, "0 to 1", "how far it limits autonomous weapons", 0.0, 1.0)
ON_COMMAND = Field("on_command", REGIME, FIXED, "0 to 1", "how far it keeps AI out of nuclear command", 0.0, 1.0)
ON_FRONTIER = Field("on_frontier", REGIME, FIXED, "0 to 1", "how far it asks for safety at the frontier", 0.0, 1.0)
ON_SUPPLY = Field("on_supply", REGIME, FIXED, "0 to 1", "how far it is a club that denies outsiders", 0.0, 1.0)
ON_CONDUCT = Field("on_conduct", REGIME, FIXED, "0 to 1", "how far it asks for conduct at home", 0.0, 1.0)
CONVERTIBLE = Field("convertible", REGIME, FIXED, "share", "gains from it that can be turned into force", 0.0, 1.0)
RESOLVE = Field("resolve", REGIME, FIXED, "share", "of signals that members would answer, how many they do", 0.0, 1.0)
AGENT = Field("agent", REGIME, FIXED, "share", "of violations, how many an agent above the members answers", 0.0, 1.0)
SHARED_LOSS = Field(
    "shared_loss", REGIME, FIXED, "share of worth", "loss to all from a violation, over its worth", 0.0, 1e3, Scale.LOG
)
NORMATIVE = Field("normative", REGIME, FIXED, "share", "how far the norm of human control bears on it", 0.0, 1.0)
STANCE = Field("stance", MEMBERSHIP, FIXED, "value", "what being bound is worth to it, from votes and acts", -5.0, 5.0)

WORTH = Field("worth", MEMBERSHIP, Kind.FLOW, "share", "of what can be won by binding others, won by it", 0.0, 2.0)
WEIGHING = Field("weighing", MEMBERSHIP, Kind.FLOW, "weight", "on what its members gain from it", 0.0, 10.0)
HOLDING = Field("holding", MEMBERSHIP, Kind.FLOW, "ratio", "what it has of what is limited: 1 at the mean", 0.0, 2.0)
JOINING = Field("joining", MEMBERSHIP, Kind.FLOW, "probability", "chance that it would rather be in than out", 0.0, 1.0)
PIVOTAL = Field("pivotal", MEMBERSHIP, Kind.FLOW, "probability", "chance that none is founded without it", 0.0, 1.0)
PARTIES = Field("parties", REGIME, Kind.FLOW, "states", "states that are in it at the end of the year", 0.0, 300.0)

REGIME_STARTED = (
    ON_WEAPONS, ON_COMMAND, ON_FRONTIER, ON_SUPPLY, ON_CONDUCT, CONVERTIBLE, RESOLVE, AGENT, SHARED_LOSS, NORMATIVE,
    STANCE,
)  # fmt: skip
