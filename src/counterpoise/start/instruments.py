"""The six tools beyond the usual: nothing in the base year, by what they mean; a scenario or a search sets them."""

from counterpoise.core.fields import Dimension
from counterpoise.mechanisms.instrument_fields import INSTRUMENTS_STARTED

from .base import Base
from .reading import Reading, assumed

RULE = "none beyond the usual, by definition"


def readings(base: Base, dyads: int) -> dict[str, Reading]:
    """The budgets of tools of states, and at whom they aim, all nil."""
    sizes = {Dimension.STATE: base.size, Dimension.DYAD: dyads}
    return {field.name: assumed(sizes[field.dimension], RULE, 0.0) for field in INSTRUMENTS_STARTED}
