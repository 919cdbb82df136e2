"""Official development assistance given and received since 1960 (OECD DAC, through Gapminder)."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Scale, Variable
from . import tidy

CARD = "oda"
KOSOVO = {"KOS": "XKX"}


def _aid(name: str, label: str, doc: str, low: float | None) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit="constant 2023 US dollars" if name == "aid_given" else "constant US dollars",
        doc=doc,
        group="soft power",
        cards=(CARD,),
        scale=Scale.LOG,
        error=0.1,
        error_basis="assumed: audited by the DAC for its members, self-reported by others",
        low=low,
        carry=3,
    )


VARIABLES = (
    _aid(
        "aid_given",
        "aid given",
        "net development assistance of donors that report to the DAC; China, India and Brazil do not report and are "
        "missing, which is not zero",
        0.0,
    ),
    _aid(
        "aid_received",
        "aid received",
        "net development assistance and official aid received; below zero where repayments exceed what came in",
        None,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Both flows as reported; a state without a row is missing."""
    tables = {"aid_given": "aid_given_2023_us", "aid_received": "aid_received_total_us_inflation_adjusted"}
    return pd.concat([_table(raw, column, name, codes) for name, column in tables.items()], ignore_index=True)


def _table(raw: Path, column: str, name: str, codes: Codes) -> pd.DataFrame:
    frame = pd.read_csv(raw / f"oda/{column}.csv.gz", keep_default_na=False, na_values=[""])
    frame = frame.assign(iso3=frame.geo.str.upper().replace(KOSOVO)).rename(columns={"time": "year", column: "value"})
    return tidy(frame[frame.iso3.isin(codes.system.iso3)], name, CARD)
