"""H11: states that aim at technological sovereignty depend less on others, and wall themselves off at a price."""

# covers: C04, C07

from .arms import AS_IS, Arm
from .measures import GROWTH, at_end, mean_of_states
from .proposition import Contrast, Proposition

UNAIMED = Arm("sovereignty is no aim", without=("SovereigntyDrive",))

PROPOSITION = Proposition(
    "H11",
    treatment="states that depend on others, or are cut off, invest the more in AI of their own",
    control="the same states do not mind depending on others",
    effects={
        "technological sovereignty of states": Contrast((UNAIMED, AS_IS), (mean_of_states("sovereignty", "0 to 1"),)),
        "export controls in force": Contrast((UNAIMED, AS_IS), (at_end("controls", "directed pairs"),)),
        "growth of the world": Contrast((UNAIMED, AS_IS), (GROWTH,)),
    },
    doubts=(
        "that aiming at sovereignty brings some is close to built in; what it costs others is not",
        "that states aim at it is supposed, and neither that it is the principal goal nor that it is China's and the "
        "United States' more than others' is tried",
        "blocs have no measure here: only who withholds technology from whom is counted",
        "money put into AI is taken from nothing else, so what the race costs is understated",
    ),
)
