"""Agreements in the base year, and the state of the system."""

# covers: A13

import numpy as np

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade
from counterpoise.data.regimes import regimes

from . import regime_traits, stances
from .base import Base
from .panel_fits import priors_of
from .reading import Array, Reading, assumed, recorded
from .regime_traits import DETECTION as DETECTION
from .regime_traits import FALSE_ALARM as FALSE_ALARM

REGIMES = {
    "laws": "laws-limits",
    "nuclear": "nuclear-human-control",
    "frontier": "frontier-safety",
    "suppliers": "supplier-club",
    "ethics": "ethics-unesco",
}
"""The regimes of the world and the rows of the register they start from."""
DEPTH = {True: 0.5, False: 0.2}
"""Assumed: depth of an agreement in force, binding or not. No agreement limits autonomous weapons in 2024."""
NOT_IN_FORCE = ("frontier",)
"""Declarations of 2023 and 2024 name thirty states that promise tests and talks; they limit nothing, so those states
are well disposed to an accord and members of none (our judgement)."""
DEPTH_ERROR = 0.05


def readings(base: Base, vocabulary: Vocabulary) -> dict[str, Reading]:
    """The fields of regimes and memberships."""
    members, depth = membership(base)
    alive = members.any(axis=1)
    return regime_traits.readings() | {
        "member": recorded(members.reshape(-1)),
        "alive": recorded(alive.astype(float)),
        "depth": recorded(np.where(alive, depth, 0.0), np.where(alive, DEPTH_ERROR, 0.0), Grade.ASSUMED),
        "stance": stances.reading(base, tuple(REGIMES.values())),
        "violations": assumed(len(REGIMES), "made in the first year", 0.0),
        "compliance": assumed(members.size, "presumed until something else is seen", 1.0),
    }


def membership(base: Base) -> tuple[Array, Array]:
    """Known members ``[regime, state]`` and the depth each agreement has if it is in force.

    States that asked for an agreement belong to nothing yet.
    """
    held = {regime.id: regime for regime in regimes(base.states, base.year)}
    members, depth = np.zeros((len(REGIMES), base.size)), np.zeros(len(REGIMES))
    for row, (name, register_id) in enumerate(REGIMES.items()):
        if register_id in held and name not in NOT_IN_FORCE:
            members[row] = [state in held[register_id].members for state in base.states]
            depth[row] = DEPTH[held[register_id].binding]
    return members, depth


def system(base: Base) -> dict[str, Reading]:
    """The fields of the system: levels measured from the base year stand at their neutral value."""
    neutral = {"algorithms": 0.0, "chip_growth": 0.0, "drone_price": 1.0, "tempo": 1.0}
    start = {name: assumed(1, "neutral: measured from the base year", value) for name, value in neutral.items()}
    return start | {"tension": tension(base)}


def tension(base: Base) -> Reading:
    r"""The common shock to hazards of disputes as in any year, $N(-\sigma^2 / 2, \sigma^2)$: its mean factor is one.

    $\sigma$ is the median of its estimate from years up to the base year; which year was a bad one is not known.
    """
    known = priors_of(base.year)["Tension.spread"]
    spread = float(known.ppf(np.array(0.5)))
    return assumed(1, "spread as estimated from yearly counts, the year's own shock unknown", -0.5 * spread**2, spread)
