"""H2: under an agent that punishes for certain, agreements are deeper and live longer than under anarchy."""

# covers: RQ6, C27

from .arms import ALMOST, AS_IS, Arm, value
from .measures import DEPTH, LIFE, SUSTAINABLE
from .proposition import Contrast, Proposition

AGENT = Arm(
    "an enforcement agent",
    {"TreatyIncentives.punishment": value(ALMOST), "TreatyIncentives.discount": value(0.999)},
)

PROPOSITION = Proposition(
    "H2",
    treatment="every signal of a violation is punished, at once and whatever the parties' patience",
    control="signals are punished, and the future weighed, as believed",
    effects={
        "depth that would be kept": Contrast((AS_IS, AGENT), (SUSTAINABLE,)),
        "depth in force": Contrast((AS_IS, AGENT), (DEPTH,)),
        "years in force": Contrast((AS_IS, AGENT), (LIFE,)),
    },
    doubts=(
        "the agent costs nothing, punishes nobody by mistake more than before, and is obeyed: it is anarchy taken "
        "away by assumption",
        "the weight of punishment in depth is the theory's own formula; what is not built in is whether the agreement "
        "is founded and lives",
    ),
)
