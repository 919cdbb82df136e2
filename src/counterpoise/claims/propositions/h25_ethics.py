"""H25: a recommendation that all adopt makes AI safer, if less than binding law would."""

# covers: F23, L5, C19

import numpy as np

from .arms import EVERYBODY, Arm, starts
from .laboratory import Array
from .measures import ACCIDENTS, AUTONOMY, SAFETY, WEAPONS
from .proposition import Check, Contrast, Proposition

UNHEARD = Arm("nobody has heard of human control", start=(starts("norm", 0.05, EVERYBODY),))
ENDORSED = Arm("all endorse human control", start=(starts("norm", 0.3, EVERYBODY),))
LAW = Arm(
    "binding law of medium depth",
    start=(
        starts("norm", 0.05, EVERYBODY),
        starts("member", 1.0, WEAPONS, EVERYBODY),
        starts("alive", 1.0, WEAPONS),
        starts("depth", 0.5, WEAPONS),
    ),
)
PART = 0.05


def beyond_a_part_of_law(unheard: Array, law: Array, endorsed: Array) -> tuple[Array, Array]:
    """A twentieth of what law changes is the control, what the recommendation changes the treatment."""
    return PART * np.minimum(law - unheard, 0.0), endorsed - unheard


def less_than_a_part_of_law(unheard: Array, law: Array, endorsed: Array) -> np.ndarray:
    """Whether the recommendation lowers autonomy by less than a twentieth of what law does."""
    least, found = beyond_a_part_of_law(unheard, law, endorsed)
    return np.asarray(found > least)


THREE = (UNHEARD, LAW, ENDORSED)

PROPOSITION = Proposition(
    "H25",
    treatment="all states start with the adherence of those that endorsed such declarations (.3)",
    control="all start with next to none (.05); and law on autonomous weapons that binds all at medium depth",
    effects={
        "safety of AI": Contrast((UNHEARD, ENDORSED), (SAFETY,)),
        "accidents to be expected": Contrast((UNHEARD, ENDORSED), (ACCIDENTS,)),
        "autonomy, against a twentieth of the effect of law": Contrast(THREE, (AUTONOMY,) * 3, beyond_a_part_of_law),
    },
    checks=(
        Check(
            "the recommendation lowers autonomy by less than a twentieth of what law does",
            tuple((arm, AUTONOMY) for arm in THREE),
            less_than_a_part_of_law,
        ),
    ),
    doubts=(
        "what a recommendation does to adherence is assumed (.05 to .3); the model says only what follows from it",
        "adherents put effort into safety by the mechanism's own formula: the sign is close to built in, the size is "
        "a prior",
    ),
)
