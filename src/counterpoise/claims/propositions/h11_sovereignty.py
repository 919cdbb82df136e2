"""H11: states that aim at technological sovereignty form blocs and depend less on others."""

# covers: C04, C07

from .proposition import Proposition

PROPOSITION = Proposition(
    "H11",
    untestable="no state of this model aims at anything it could be made to aim less at: technological sovereignty is "
    "measured each year and read by no mechanism, so there is no weight on it to set to nil. Switching off what shapes "
    "it (export controls) would test controls, not the goal. To be tested, sovereignty would have to enter what "
    "states weigh when they spend on AI, buy abroad and choose friends.",
)
