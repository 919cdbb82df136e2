"""World Heritage sites by state, cumulative 1978-2019 (UNESCO World Heritage List)."""

# covers: P24

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Scale, Variable
from . import tidy

CARD = "world_heritage"

VARIABLES = (
    Variable(
        name="world_heritage",
        label="World Heritage sites",
        unit="sites",
        doc="sites on the List by the end of the year; a site across a border counts once for each state",
        group="soft power",
        cards=(CARD,),
        scale=Scale.ABSOLUTE,
        error=0.5,
        error_basis="assumed: a count from a public list, transboundary sites and delistings aside",
        carry=5,
        derived=True,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Counts of the 165 members among the 167 parties listed; states without any site are not in the table."""
    path = raw / "heritage/unesco_world_heritage_cumulative.csv.gz"
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    frame = frame.assign(iso3=codes.from_name(frame.Nation))
    frame = frame.rename(columns={"Year": "year", "Unesco_cumulative": "value"})
    return tidy(frame, "world_heritage", CARD)
