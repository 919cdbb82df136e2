"""H13: weapons spread faster than what binds them."""

# covers: C06

from .arms import AS_IS
from .measures import at_end, outpaced
from .proposition import Contrast, Proposition, from_nothing

PROPOSITION = Proposition(
    "H13",
    treatment="the default world, 2024 to 2045",
    control="the same world in its first year (and in 2034, for the second stretch)",
    effects={
        "growth of arms less growth of what is bound, 2024-2034": Contrast((AS_IS,), (outpaced(1, 10),), from_nothing),
        "growth of arms less growth of what is bound, 2035-2045": Contrast((AS_IS,), (outpaced(11, 21),), from_nothing),
        "years that technology was there without law": Contrast(
            (AS_IS,), (at_end("pacing_gap", "years"),), from_nothing
        ),
    },
    doubts=(
        "paces of adoption, norms and founding are all assumed, so that the level is: this is a projection, and its "
        "test is the record of treaties, which is tried on data elsewhere",
        "law is counted as in force by a threshold of power bound, a switch",
    ),
)
