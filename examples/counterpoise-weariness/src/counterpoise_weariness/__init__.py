"""The default world of Counterpoise with one mechanism more: states that have fought grow weary of war."""

from counterpoise.models import NEOREALIST, Bundle

from .war_weariness import WarWeariness

WEARY = Bundle(
    "war-weariness",
    "all mechanisms of the neorealist bundle, and war-weariness",
    (*NEOREALIST.mechanisms, WarWeariness),
)

__all__ = ["WEARY", "WarWeariness"]
