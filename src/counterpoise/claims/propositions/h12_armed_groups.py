"""H12: cheap autonomous weapons reach armed groups, and what these hold decides much."""

# covers: C05

from .arms import AS_IS, Arm, value
from .measures import DISPUTES, HELD, REGIME_CHANGES
from .proposition import Contrast, Proposition

SLOW = Arm("prices fall slowly", {"DronePrice.exponent": value(0.15)})
FAST = Arm("prices fall fast", {"DronePrice.exponent": value(0.45)})
NO_GROUPS = Arm("no armed groups", without=("NonstateHolders", "NonstateRaids", "NonstateLosses"))

PROPOSITION = Proposition(
    "H12",
    treatment="each doubling of output makes autonomous weapons 27 % cheaper; armed groups acquire them and act",
    control="each doubling makes them 10 % cheaper; armed groups acquire none and do nothing",
    effects={
        "armed groups' holdings as prices fall fast": Contrast((SLOW, FAST), (HELD,)),
        "disputes because of armed groups": Contrast((NO_GROUPS, AS_IS), (DISPUTES,)),
        "regime changes because of armed groups": Contrast((NO_GROUPS, AS_IS), (REGIME_CHANGES,)),
    },
    doubts=(
        "'decides the future of humanity' is read as: moves disputes between states by a tenth",
        "that raids strain neighbors is assumed with its sign; how much is a prior and no estimate",
    ),
)
