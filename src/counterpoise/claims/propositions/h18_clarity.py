"""H18: seeing more clearly makes diplomacy easier, unreliable data undermine it, and clarity may speed the race."""

from .arms import AS_IS, Arm, times
from .measures import DISPUTES, SAFETY
from .proposition import Contrast, Proposition

CLEAR = Arm(
    "states see more clearly",
    {
        "BalanceOfThreat.error": times(0.25),
        "Bargaining.hidden": times(0.5),
        "Beliefs.blur": times(0.5),
        "SafetyRace.unseen": times(0.5),
    },
)
CLOUDED = Arm(
    "data are not reliable",
    {
        "BalanceOfThreat.error": times(4.0),
        "Bargaining.hidden": times(1.3),
        "Beliefs.blur": times(2.0),
        "SafetyRace.unseen": times(2.0),
    },
)

PROPOSITION = Proposition(
    "H18",
    treatment="errors about rivals' power, costs, arming and progress are halved; and doubled",
    control="errors as believed",
    effects={
        "disputes if states see more clearly": Contrast((AS_IS, CLEAR), (DISPUTES,)),
        "disputes if data are not reliable": Contrast((AS_IS, CLOUDED), (DISPUTES,)),
        "safety of AI if states see more clearly": Contrast((AS_IS, CLEAR), (SAFETY,)),
    },
    doubts=(
        "digital diplomacy as such is not in the model: its claimed effect is read as clearer sight",
        "two mechanisms pull apart on purpose: hidden costs make bargains fail, while teams that see how close a race "
        "is skimp on safety",
    ),
)
