"""H8: the balance of power moves more with AI than in the same world without it."""

# covers: F29, RQ2, RQ5, C01

from counterpoise.models import NO_AI

from .arms import AS_IS, Arm
from .measures import HARD_POWERS, SMART_POWERS, TURBULENCE
from .proposition import Contrast, Proposition

TWIN = Arm("the same world, AI as it was in 2024", without=NO_AI.off)

PROPOSITION = Proposition(
    "H8",
    treatment="AI advances and spreads from 2024 to 2045",
    control="the same world, AI as it was in 2024",
    effects={
        "places moved in smart power": Contrast((TWIN, AS_IS), (TURBULENCE,)),
        "number of powers by smart power": Contrast((TWIN, AS_IS), (SMART_POWERS,)),
        "number of powers by hard power": Contrast((TWIN, AS_IS), (HARD_POWERS,)),
    },
    doubts=(
        "capability is a part of smart power by definition, so that some movement is built in; how much is not",
        "a conclusion about levels: it does not say who gains, which would have to survive a permutation of who "
        "holds AI",
    ),
)
