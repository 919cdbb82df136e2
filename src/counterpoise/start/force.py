r"""What armed groups hold in the base year, and the room that states leave them.

Room $\phi = \frac{1}{2}\left(\frac{y_0}{y_0 + y} + \frac{r}{r + r_0}\right)$ from output per head y and refugees per
thousand people r: poverty and flight, which go with ground that a state does not rule. Holding is a number for states
on whose ground a register knows armed use, a low one for all others. All of it is assumed, with wide errors.
"""

# covers: A06

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade
from counterpoise.data.registers import register

from .base import Base
from .reading import Reading, assumed, recorded
from .technology import NO_AI

HALF_OUTPUT, HALF_FLIGHT = 4.0, 10.0
"""Assumed: thousand 2015 USD a head, and refugees per thousand people, at which half the room is there."""
HELD, ARMED, ERROR = 0.01, 0.3, 1.0
"""Assumed: what groups hold where no armed use is known (in 2024) and where it is, of what they could hold; the error
in log odds. Registers see attacks, not stocks."""
WAR_INTENSITY = 2
"""The record of armed conflict (UCDP): a thousand deaths in the year."""


def readings(base: Base, vocabulary: Vocabulary) -> dict[str, Reading]:
    """nonstate and unruled."""
    return {"nonstate": nonstate(base), "unruled": unruled(base)}


def unruled(base: Base) -> Reading:
    """Room for armed groups, from output per head and refugees; nobody's refugees on record count as none.

    Those of a state at war with another flee its enemy, and show no ground that it does not rule.
    """
    poor = HALF_OUTPUT / (HALF_OUTPUT + base.output / base.population)
    flight = 1e3 * np.nan_to_num(base.read("refugees_origin").value) / (1e6 * base.population)
    room = recorded(0.5 * (poor + flight / (flight + HALF_FLIGHT)), ERROR, Grade.ASSUMED)
    return room.replace(at_war(base), "output per head alone: at war with a state", 0.5 * poor, ERROR)


def at_war(base: Base) -> NDArray[np.bool_]:
    """Which states are in a war with another in the base year (a thousand deaths in armed conflict)."""
    rows = base.pairs
    fighting = rows[rows.ucdp_intensity.fillna(0).astype(int) >= WAR_INTENSITY]
    return np.isin(np.arange(base.size), [*fighting.i, *fighting.j])


def nonstate(base: Base) -> Reading:
    """What armed groups hold: one number where armed use is known by the base year, another where it is not."""
    if base.ripeness == 0.0:
        return assumed(base.size, NO_AI, 0.0)
    known = known_use(base)
    held = recorded(np.where(known, ARMED, np.nan), ERROR, Grade.ASSUMED)
    return held.fill("no armed use is known", HELD * base.ripeness, ERROR)


def known_use(base: Base) -> NDArray[np.bool_]:
    """On whose ground the register knows armed use by the base year."""
    table = register("nonstate_drones")
    since = pd.to_numeric(table.armed_since).set_axis(table.iso3)
    return np.array([since.get(state, np.nan) <= base.year for state in base.states])
