"""H24: sanctions that firms obey get more out of the target, less where the target expects conflict."""

# covers: C11

from .arms import AS_IS, Arm, value
from .measures import CONCEDED
from .proposition import Contrast, Proposition

DEFIED = Arm("firms that trade on are rarely caught", {"Sanctions.caught": value(0.1)})
OBEYED = Arm("firms that trade on are nearly always caught", {"Sanctions.caught": value(0.9)})
ABSOLUTE = Arm("absolute gains alone", without=("RelativeGains",))

PROPOSITION = Proposition(
    "H24",
    treatment="a firm that trades with a sanctioned state is caught with .9",
    control="it is caught with .1",
    effects={
        "conceded by a target if firms comply": Contrast((DEFIED, OBEYED), (CONCEDED,)),
        "conceded by a target that minds relative gains": Contrast((ABSOLUTE, AS_IS), (CONCEDED,)),
    },
    doubts=(
        "a target's concession rises with its cost by the theory's formula; that firms obey is what is chosen, and "
        "sanctions that bite are imposed on others than sanctions that do not",
        "the second effect is nil in the institutionalist bundle, in which relative gains never count",
    ),
)
