"""H2: under an agent that punishes for certain, agreements are deeper and live longer than under anarchy."""

# covers: RQ6, C27

from .arms import AS_IS, Arm, starts
from .measures import DEPTH, LIFE, SUSTAINABLE, WEAPONS
from .proposition import Contrast, Proposition

AGENT = Arm("an enforcement agent", start=(starts("agent", 1.0, WEAPONS),))

PROPOSITION = Proposition(
    "H2",
    treatment="an agent above the members answers every violation of the limits on autonomous weapons that is seen",
    control="nobody stands above the members, who answer as far as they are resolved",
    effects={
        "depth that would be kept": Contrast((AS_IS, AGENT), (SUSTAINABLE,)),
        "depth in force": Contrast((AS_IS, AGENT), (DEPTH,)),
        "years in force": Contrast((AS_IS, AGENT), (LIFE,)),
    },
    doubts=(
        "the agent costs nothing, is mistaken as often as members are, and is obeyed: it is anarchy taken away by "
        "assumption",
        "it sees no more than members do, so what goes unseen stays unpunished: that is H3",
        "the weight of punishment in depth is the theory's own formula; what is not built in is whether the agreement "
        "is founded and lives",
    ),
)
