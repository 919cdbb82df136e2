"""Where each state's capital was on the last day of the year."""

from pathlib import Path

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..dyads.distance import capitals
from ..variable import Scale, Variable
from . import melt

CARDS = ("cow_capitals", "geonames")


def _coordinate(name: str, label: str, limit: float) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit="degrees",
        doc="of the capital on 31 December",
        group="territory",
        cards=CARDS,
        scale=Scale.ABSOLUTE,
        error=0.05,
        error_basis="estimated: 95 % of the coordinates lie within 12 km of GeoNames' point of the city",
        error_grade=Grade.ESTIMATED,
        low=-limit,
        high=limit,
        carry=1,
        total=False,
    )


VARIABLES = (
    _coordinate("capital_latitude", "latitude of the capital", 90.0),
    _coordinate("capital_longitude", "longitude of the capital", 180.0),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Latitude and longitude by state and year."""
    places = capitals(raw, codes).sort_values(["iso3", "year"])
    return melt(places, {"lat": "capital_latitude", "lng": "capital_longitude"}, "cow_capitals")
