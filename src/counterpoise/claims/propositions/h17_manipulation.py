"""H17: AI in manipulation reaches more people and shakes regimes; literacy protects."""

# covers: C08, C10

from .arms import AS_IS, Arm, fading
from .measures import DISPUTES, REACHED, REGIME_CHANGES
from .proposition import Contrast, Proposition

UNAIDED = Arm("manipulation without AI", {"InformationOperations.gain": fading(0.0, 2026)})


def _literate() -> Arm:
    from counterpoise.scenarios import Adjustment

    more = Adjustment("literacy", (("all",),), "plus", 0.2)
    return Arm("a fifth more people see through false stories", start=(more,))


LITERATE = _literate()

PROPOSITION = Proposition(
    "H17",
    treatment="AI in cyber operations widens the reach of false stories as drawn",
    control="from 2026 on stories spread as without AI; and a fifth more people who see through them",
    effects={
        "people reached by manipulation": Contrast((UNAIDED, AS_IS), (REACHED,)),
        "regime changes to be expected": Contrast((UNAIDED, AS_IS), (REGIME_CHANGES,)),
        "disputes with manipulation by AI": Contrast((UNAIDED, AS_IS), (DISPUTES,)),
        "people reached if more see through": Contrast((AS_IS, LITERATE), (REACHED,)),
    },
    doubts=(
        "that regimes fall more often when more people are reached is assumed with its sign, its size is a prior",
        "only states manipulate; the sentence speaks of anybody",
    ),
)
