"""Where each member of the United Nations stands by its votes in the General Assembly (Bailey et al. 2017)."""

from pathlib import Path

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy

CARD = "unga_ideal_points"
FIVE_TO_NINETY_FIVE = 3.2897  # standard deviations of a normal between its 5th and 95th percentile

VARIABLES = (
    Variable(
        name="ideal_point",
        label="ideal point (General Assembly votes)",
        unit="latent position",
        doc="position on the main dimension of all roll calls, high near the United States; votes are not preferences",
        group="alignment",
        cards=(CARD,),
        scale=Scale.ABSOLUTE,
        error=0.13,
        error_basis="estimated: posterior spread given with each value; the median where it is not",
        error_grade=Grade.ESTIMATED,
        low=None,
        carry=2,
        total=False,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Ideal points from all votes, rounded to two digits, which is finer than their error."""
    columns = ["ccode", "year", "idealpointall", "q5all", "q95all"]
    frame = pd.read_parquet(raw / "unga/IdealpointsJuly2025.parquet", columns=columns).dropna()
    frame = frame.assign(
        iso3=frame.ccode.astype(int).map(codes.cow),
        year=frame.year.astype(int),
        value=frame.idealpointall.astype(float).round(2),
        error=((frame.q95all - frame.q5all) / FIVE_TO_NINETY_FIVE).astype(float),
        flag=Flag.MODELLED.value,
    )
    return tidy(frame.sort_values(["iso3", "year"]), "ideal_point", CARD).reset_index(drop=True)
