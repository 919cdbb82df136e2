"""Agreements in the base year, and the state of the system."""

from math import sqrt

import numpy as np

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade
from counterpoise.core.priors import Beta
from counterpoise.data.regimes import regimes

from .base import Base
from .reading import Array, Reading, assumed, recorded

REGIMES = {"laws": "laws-limits"}
"""The regimes of the world and the rows of the register they start from."""
DETECTION = Beta(2, 4)
"""Assumed: limits on AI are harder to verify than limits on hardware, which would have Beta(6, 2)."""
FALSE_ALARM = Beta(1, 19)
DEPTH = {True: 0.5, False: 0.2}
"""Assumed: depth of an agreement in force, binding or not. No agreement limits autonomous weapons in 2024."""
TENSION_WINDOW = 20


def readings(base: Base, vocabulary: Vocabulary) -> dict[str, Reading]:
    """The fields of regimes and memberships."""
    members, depth = membership(base)
    n = len(REGIMES)
    return {
        "member": recorded(members.reshape(-1)),
        "alive": recorded(members.any(axis=1).astype(float)),
        "depth": recorded(np.where(members.any(axis=1), depth, 0.0), grade=Grade.ASSUMED),
        "detection": assumed(n, "mean of the prior of detection", *moments(DETECTION)),
        "false_alarm": assumed(n, "mean of the prior of false alarms", *moments(FALSE_ALARM)),
        "violations": assumed(n, "made in the first year", 0.0),
        "compliance": assumed(members.size, "made in the first year", 0.0),
    }


def membership(base: Base) -> tuple[Array, Array]:
    """Known members ``[regime, state]`` and the depth each agreement has if it is in force.

    States that asked for an agreement belong to nothing yet.
    """
    held = {regime.id: regime for regime in regimes(base.states, base.year)}
    members, depth = np.zeros((len(REGIMES), base.size)), np.zeros(len(REGIMES))
    for row, register_id in enumerate(REGIMES.values()):
        if register_id in held:
            members[row] = [state in held[register_id].members for state in base.states]
            depth[row] = DEPTH[held[register_id].binding]
    return members, depth


def moments(prior: Beta) -> tuple[float, float]:
    r"""Mean $a / (a + b)$ and standard deviation $\sqrt{a b / ((a + b)^2 (a + b + 1))}$."""
    total = prior.a + prior.b
    return prior.a / total, sqrt(prior.a * prior.b / (total**2 * (total + 1.0)))


def system(base: Base) -> dict[str, Reading]:
    """The fields of the system: levels measured from the base year stand at their neutral value."""
    neutral = {"algorithms": 0.0, "chip_growth": 0.0, "drone_price": 1.0, "tempo": 1.0}
    start = {name: assumed(1, "neutral: measured from the base year", value) for name, value in neutral.items()}
    return start | {"tension": tension(base)}


def tension(base: Base) -> Reading:
    r"""The common shock to the hazard of disputes: none at the median, with the spread that yearly counts show.

    $\sqrt{\max(0, \mathrm{var} - \mathrm{mean})} / \mathrm{mean}$ of the onsets in twenty years on record: what is left
    beyond independent events. Disputes with many members are in it too, so it is an upper estimate.
    """
    years = np.arange(base.last_record - TENSION_WINDOW + 1, base.last_record + 1)
    counts = base.onsets.groupby("year").size().reindex(years, fill_value=0).to_numpy(dtype=float)
    spread = sqrt(max(0.0, counts.var(ddof=1) - counts.mean())) / counts.mean()
    return assumed(1, "none at the median, spread from yearly counts", 0.0, spread)
