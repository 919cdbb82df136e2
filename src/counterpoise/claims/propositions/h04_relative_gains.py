"""H4: relative gains keep full arms control out of reach even where every breach is seen."""

# covers: C27

import numpy as np

from .arms import AS_IS, Arm, starts
from .laboratory import Array
from .measures import DEPTH, SUSTAINABLE, WEAPONS
from .proposition import Check, Contrast, Proposition

ALL_SEEN = starts("detection", 1.0, WEAPONS)
SEEN = Arm("every breach is seen", start=(ALL_SEEN,))
SEEN_ABSOLUTE = Arm("every breach is seen, absolute gains alone", without=("RelativeGains",), start=(ALL_SEEN,))
ABSOLUTE = Arm("absolute gains alone", without=("RelativeGains",))
FOUR = (AS_IS, SEEN, ABSOLUTE, SEEN_ABSOLUTE)


def main_effects(as_is: Array, seen: Array, absolute: Array, both: Array) -> tuple[Array, Array]:
    """How much depth perfect detection gives, and how much the end of relative gains: means over the other's levels."""
    detection = 0.5 * ((seen - as_is) + (both - absolute))
    gains = 0.5 * ((absolute - as_is) + (both - seen))
    return np.abs(detection), np.abs(gains)


def gains_matter_less(*four: Array) -> np.ndarray:
    """Whether the end of relative gains changes depth by less than perfect detection."""
    detection, gains = main_effects(*four)
    return np.asarray(gains < detection)


PROPOSITION = Proposition(
    "H4",
    treatment="states weigh others' gains as far as these could be turned into force; every breach is seen",
    control="absolute gains alone; every breach is seen",
    effects={
        "depth that would be kept, all being seen": Contrast((SEEN_ABSOLUTE, SEEN), (SUSTAINABLE,)),
        "depth in force, all being seen": Contrast((SEEN_ABSOLUTE, SEEN), (DEPTH,)),
        "effect on depth beyond that of detection": Contrast(FOUR, (SUSTAINABLE,) * 4, main_effects),
    },
    checks=(
        Check(
            "removing relative gains changes depth by less than removing the problem of detection",
            tuple((arm, SUSTAINABLE) for arm in FOUR),
            gains_matter_less,
        ),
    ),
    bundles=("neorealist",),
    doubts=(
        "tried in one bundle: the institutionalist bundle is the control",
        "depth is weighed by power over all who fear one another: the mean weight on gains is small because most pairs "
        "have no quarrel, though that of rivals is not",
    ),
)
