"""Where shocks fall: nowhere, unless a scenario says otherwise."""

from counterpoise.engine import Actors
from counterpoise.mechanisms.shock_fields import SHOCK_MARKS

from .reading import Reading, assumed


def readings(actors: Actors) -> dict[str, Reading]:
    """The marks of supposed shocks, all nil."""
    return {mark.name: assumed(actors.size(mark.dimension), "no shock is supposed", 0.0) for mark in SHOCK_MARKS}
