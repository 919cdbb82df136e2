"""H23: manipulation between two states rises before lives are lost, goes on with fighting, and primes disputes."""

# covers: F10, C09

from .arms import AS_IS, Arm, fading
from .measures import DISPUTES, USUAL_MANIPULATION, around_clash
from .proposition import Contrast, Proposition

UNPRIMED = Arm("publics are not primed", {"InformationOperations.priming": fading(0.0, 2026)})

PROPOSITION = Proposition(
    "H23",
    treatment="the year before and the year after a clash with deaths begins between two states; and primed publics",
    control="the same pairs' years at least two away from any clash; and publics that are not primed from 2026 on",
    effects={
        "manipulation in the year before a clash": Contrast((AS_IS,), (USUAL_MANIPULATION, around_clash(-1))),
        "manipulation in the year after a clash": Contrast((AS_IS,), (USUAL_MANIPULATION, around_clash(1))),
        "disputes because publics are primed": Contrast((UNPRIMED, AS_IS), (DISPUTES,)),
    },
    doubts=(
        "campaigns are run where a dispute is to be expected, so that a lead is half built in: what it shows is that "
        "the model's order of events is the sentence's",
        "the test on data would be attributed operations before disputes, and those series do not overlap",
    ),
)
