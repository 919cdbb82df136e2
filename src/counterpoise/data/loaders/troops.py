"""Active-duty troops of the United States by host state and year since 1950 (Allen, Flynn & Machain 2022)."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy

CARD = "troopdata"
UNITED_STATES = 2
NOT_REPORTED = {"IRQ": 2022, "SYR": 2021}
ROTATIONAL_FROM = 2018
ROTATIONAL_ERROR = 1.5
ROTATIONAL = ("ARE", "BHR", "DJI", "IRQ", "JOR", "KWT", "NER", "QAT", "SAU", "SOM", "XKX")

VARIABLES = (
    Variable(
        name="us_troops_hosted",
        label="US troops hosted",
        unit="persons",
        doc=(
            "active-duty personnel of the United States assigned to the state at the end of the year; since 2018 "
            "forces on rotation are not counted, so values for Gulf and other front-line hosts are far too low"
        ),
        group="dependence",
        cards=(CARD,),
        scale=Scale.LOG,
        error=0.1,
        error_basis=(
            "assumed: payroll records of permanent assignment; 1.5 (a factor of 4.5) since 2018 for eleven hosts of "
            "rotating forces, the median fall of their records between 2017 and 2018"
        ),
        carry=2,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Troops by host since 1950; the United States hosts its own and has no row.

    Iraq from 2022 and Syria from 2021 are left out: the records say few or none while troops were there. Some hosts
    stand under two spellings in one year: their rows are added.
    """
    path = raw / "us_military/troopdata_country_year.csv.gz"
    frame = pd.read_csv(path, keep_default_na=False, na_values=[""], encoding_errors="replace")
    frame = frame[frame.ccode.isin(codes.cow) & (frame.ccode != UNITED_STATES)]
    frame = frame.assign(iso3=frame.ccode.map(codes.cow))
    frame = frame.groupby(["iso3", "year"], as_index=False).troops_ad.sum().rename(columns={"troops_ad": "value"})
    frame = frame[~(frame.year >= frame.iso3.map(NOT_REPORTED))]
    rotational = (frame.year >= ROTATIONAL_FROM) & frame.iso3.isin(ROTATIONAL)
    frame = frame.assign(
        value=frame.value.astype(float),
        error=rotational.map({True: ROTATIONAL_ERROR, False: float("nan")}),
        flag=[Flag.OBSERVED.value if v else Flag.ZERO.value for v in frame.value],
    )
    return tidy(frame, "us_troops_hosted", CARD)
