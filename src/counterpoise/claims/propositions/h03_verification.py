"""H3: an agreement is deeper the better its breach is seen; and whether seeing may cause disputes."""

# covers: C27

from .arms import Arm, starts
from .measures import DEPTH, DISPUTES, SUSTAINABLE, WEAPONS
from .proposition import Contrast, Proposition

BLIND, HALF, CLEAR = (
    Arm(f"detection {seen}", start=(starts("detection", seen, WEAPONS),)) for seen in (0.1, 0.5, 0.9)
)  # fmt: skip

PROPOSITION = Proposition(
    "H3",
    treatment="a breach of the agreement on autonomous weapons is detected with .9 a year",
    control="it is detected with .1 a year",
    effects={
        "depth that would be kept": Contrast((BLIND, CLEAR), (SUSTAINABLE,)),
        "depth in force": Contrast((BLIND, CLEAR), (DEPTH,)),
        "disputes, as verification may cause": Contrast((BLIND, CLEAR), (DISPUTES,)),
    },
    doubts=(
        "inspection lays nothing bare in this world, so that the rival account, by which verification itself is "
        "dangerous, has no mechanism through which to win",
        "relative gains are nil in the institutionalist bundle, which is the comparison at no weight on them",
    ),
)
