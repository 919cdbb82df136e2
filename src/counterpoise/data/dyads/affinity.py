"""How far apart two states stand in the General Assembly: the difference of their ideal points (Bailey et al. 2017)."""

from pathlib import Path

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from .columns import column
from .pairs import KEY

CARD = "unga_ideal_points"
LAST = 2023

VARIABLES = (
    column(
        "ideal_distance",
        "ideal-point units",
        "absolute difference of the ideal points estimated from all roll calls; one unit is about one standard "
        "deviation among members; missing for non-members of the United Nations and after 2023",
        (CARD,),
        0.19,
        "estimated: the median state's standard deviation is 0.13 by its 90 % interval; two independent states' times "
        "the root of two",
        grade=Grade.ESTIMATED,
        high=None,
        derived=True,
    ),
)


def ideal_distances(keys: pd.DataFrame, raw: Path, codes: Codes) -> pd.DataFrame:
    """Distance of each dyad-year of ``keys`` where both have an ideal point: a, b, year, ideal_distance."""
    points = pd.read_parquet(raw / "unga/IdealpointsJuly2025.parquet", columns=["ccode", "year", "idealpointall"])
    points = points[points.year <= LAST].dropna()
    points = points.assign(iso3=points.ccode.map(codes.cow), year=points.year.astype(int))
    point = points.dropna().set_index(["iso3", "year"]).idealpointall
    sides = [point.reindex(pd.MultiIndex.from_frame(keys[[side, "year"]])).to_numpy() for side in ("a", "b")]
    return keys[KEY].assign(ideal_distance=abs(sides[0] - sides[1]).round(3)).dropna()
