"""H15: machines that decide, and set the pace of crises, make war and nuclear use likelier; firebreaks offset it."""

# covers: F50, RQ3, C30

from .arms import AS_IS, Arm, plus, value, within
from .h08_balance import TWIN
from .measures import NUCLEAR_RISK, WAR_RISK
from .proposition import Contrast, Proposition

HUMANS = Arm("humans keep the pace", {"Tempo.gain": value(0.0), "Autonomy.leaning": plus(-1.5)})
PACE = {"Tempo.gain": value(2.8), "Autonomy.leaning": plus(1.5)}
MACHINES = Arm("machines set the pace", PACE)
BREAKS = ("CrisisOnset.firebreak", "CrisisOnset.war_break")
WEAK = Arm("machines set the pace, weak firebreaks", PACE | {b: within(0.0, 0.25) for b in BREAKS})
STRONG = Arm("machines set the pace, strong firebreaks", PACE | {b: within(0.75, 1.0) for b in BREAKS})

PROPOSITION = Proposition(
    "H15",
    treatment="command fully automated would speed crises sixteenfold, and machines are used more readily",
    control="automation does not speed crises, and machines are used less readily; and the world without AI",
    effects={
        "wars to be expected as machines set the pace": Contrast((HUMANS, MACHINES), (WAR_RISK,)),
        "nuclear uses to be expected as machines set the pace": Contrast((HUMANS, MACHINES), (NUCLEAR_RISK,)),
        "wars to be expected with firebreaks": Contrast((WEAK, STRONG), (WAR_RISK,)),
        "wars to be expected with AI": Contrast((TWIN, AS_IS), (WAR_RISK,)),
    },
    doubts=(
        "that speed raises the chance of each step up is the ladder's own formula; only the effect of all AI together, "
        "which also sees and deters, is not built in",
        "whether automation speeds crises at all is assumed, one standard deviation below and above its prior's mean",
    ),
)
