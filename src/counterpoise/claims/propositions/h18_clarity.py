"""H18: seeing more clearly makes diplomacy easier, unreliable data undermine it, and clarity may speed the race."""

# covers: F21, F22, C17, C18

from .arms import AS_IS, Arm, fading
from .measures import DISPUTES, SAFETY
from .proposition import Contrast, Proposition

CLEAR = Arm(
    "states see more clearly",
    {
        "BalanceOfThreat.error": fading(0.25, 2030),
        "Bargaining.hidden": fading(0.5, 2030),
        "Beliefs.blur": fading(0.5, 2030),
        "SafetyRace.unseen": fading(0.5, 2030),
    },
)
CLOUDED = Arm(
    "data are not reliable",
    {
        "BalanceOfThreat.error": fading(4.0, 2030),
        "Bargaining.hidden": fading(1.3, 2030),
        "Beliefs.blur": fading(2.0, 2030),
        "SafetyRace.unseen": fading(2.0, 2030),
    },
)

PROPOSITION = Proposition(
    "H18",
    treatment="errors about rivals' power, costs, arming and progress halve from 2025 to 2030; and double",
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
