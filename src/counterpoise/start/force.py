r"""What armed groups hold in the base year, and the room that states leave them.

Room $\phi = \frac{1}{2}\left(\frac{y_0}{y_0 + y} + \frac{r}{r + r_0}\right)$ from output per head y and refugees per
thousand people r: poverty and flight, which go with ground that a state does not rule. Holding is a number for states
on whose ground a register knows armed use, a low one for all others. All of it is assumed, with wide errors.
"""

import numpy as np
import pandas as pd

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade
from counterpoise.data.registers import register

from .base import Base
from .reading import Array, Reading, assumed, recorded
from .technology import NO_AI

HALF_OUTPUT, HALF_FLIGHT = 4.0, 10.0
"""Assumed: thousand 2015 USD a head, and refugees per thousand people, at which half the room is there."""
HELD, ARMED, ERROR = 0.01, 0.3, 1.0
"""Assumed: what groups hold where no armed use is known (in 2024) and where it is, of what they could hold; the error
in log odds. Registers see attacks, not stocks."""


def readings(base: Base, vocabulary: Vocabulary) -> dict[str, Reading]:
    """nonstate and unruled."""
    return {"nonstate": nonstate(base), "unruled": unruled(base)}


def unruled(base: Base) -> Reading:
    """Room for armed groups, from output per head and refugees; nobody's refugees on record count as none."""
    poor = HALF_OUTPUT / (HALF_OUTPUT + base.output / base.population)
    flight = 1e3 * np.nan_to_num(base.read("refugees_origin").value) / (1e6 * base.population)
    room = 0.5 * (poor + flight / (flight + HALF_FLIGHT))
    return recorded(room, ERROR, Grade.ASSUMED)


def nonstate(base: Base) -> Reading:
    """What armed groups hold: one number where armed use is known by the base year, another where it is not."""
    if base.ripeness == 0.0:
        return assumed(base.size, NO_AI, 0.0)
    known = known_use(base)
    held = recorded(np.where(known, ARMED, np.nan), ERROR, Grade.ASSUMED)
    return held.fill("no armed use is known", HELD * base.ripeness, ERROR)


def known_use(base: Base) -> Array:
    """On whose ground the register knows armed use by the base year."""
    table = register("nonstate_drones")
    since = pd.to_numeric(table.armed_since).set_axis(table.iso3)
    return np.array([since.get(state, np.nan) <= base.year for state in base.states])
