"""How many intergovernmental organizations a state is a full member of (Correlates of War, version 3)."""

# covers: A02

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Scale, Variable
from . import melt

CARD = "cow_igo"

VARIABLES = (
    Variable(
        name="igo_memberships",
        label="memberships in intergovernmental organizations",
        unit="organizations",
        doc="full memberships; associates and observers are not counted",
        group="institutions",
        cards=(CARD,),
        scale=Scale.ABSOLUTE,
        error=2.0,
        error_basis="assumed; over the last ten years of the series counts moved by 4 (standard deviation)",
        carry=10,
        total=False,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Full memberships by state and year, 1816-2014."""
    frame = pd.read_csv(raw / "peacesciencer/cow_igo_sy.csv.gz")
    frame = frame.assign(iso3=frame.ccode.map(codes.cow)).sort_values(["iso3", "year"])
    return melt(frame, {"sum_igo_full": "igo_memberships"}, CARD)
