"""The six tools beyond the usual: nothing in the base year, by what they mean; a scenario or a search sets them."""

from counterpoise.engine import Actors
from counterpoise.mechanisms.instrument_fields import INSTRUMENTS_STARTED

from .reading import Reading, assumed

RULE = "none beyond the usual, by definition"


def readings(actors: Actors) -> dict[str, Reading]:
    """The budgets of tools of states, and at whom they aim, all nil."""
    return {field.name: assumed(actors.size(field.dimension), RULE, 0.0) for field in INSTRUMENTS_STARTED}
