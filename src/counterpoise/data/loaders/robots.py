"""Industrial robots installed a year in the five largest markets (International Federation of Robotics)."""

# covers: P21, T06

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Scale, Variable
from . import tidy

CARD = "ifr_robots"

VARIABLES = (
    Variable(
        name="robots_installed",
        label="industrial robots installed",
        unit="robots/year",
        doc="five states only, rounded to thousands; installations, not the stock; every other state is missing",
        group="innovation",
        cards=(CARD,),
        scale=Scale.LOG,
        error=0.05,
        error_basis="assumed: rounding is 1-3 %, members' reports besides",
        carry=2,
        max_step=2.5,
        total=False,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """The five states, 2011-2023; the world total is left out."""
    path = raw / "robots/annual-industrial-robots-installed.csv"
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""])
    frame.columns = ["name", "iso3", "year", "value"]
    states = frame[frame.iso3.isin(codes.system.iso3.unique())].astype({"value": float})
    return tidy(states, "robots_installed", CARD).sort_values(["iso3", "year"], ignore_index=True)
