"""Nuclear warheads in the military stockpile of every state (Federation of American Scientists)."""

# covers: P31

from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from .assembly import FIRST_YEAR

CARD = "fas_warheads"
SNAPSHOTS = (2023, 2025)  # counts by status; the stockpile is what is deployed and in reserve, not what is retired
# Assumed standard deviation of the logarithm: numbers that states declared, that treaties let others count, and guesses
# from fissile material and launchers.
ERRORS = {"USA": 0.02, "GBR": 0.05, "FRA": 0.05, "RUS": 0.10, "ZAF": 0.05, "PRK": 0.4}
GUESSED = 0.2

VARIABLES = (
    Variable(
        name="warheads",
        label="nuclear warheads",
        unit="warheads",
        doc="warheads in the military stockpile (deployed and in reserve, not retired); zero for all other states",
        group="military",
        cards=(CARD,),
        scale=Scale.LOG,
        error=GUESSED,
        error_basis="assumed: 2 % where declared, 10 % for Russia, 20 % where guessed, 40 % for North Korea",
        error_grade=Grade.ASSUMED,
        carry=2,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Stockpiles of the members of the system; no state but those listed has ever had a warhead of its own."""
    known = pd.concat([_series(raw), *(_snapshot(raw, year) for year in SNAPSHOTS)], ignore_index=True)
    known = pd.concat([known, _between(known)], ignore_index=True)
    member = codes.system.loc[codes.system.year >= FIRST_YEAR, ["iso3", "year"]].astype({"year": int})
    rows = member.merge(known, on=["iso3", "year"], how="left").sort_values(["iso3", "year"], ignore_index=True)
    listed = rows.value > 0
    rows["flag"] = rows.flag.where(listed, Flag.ZERO.value)
    rows["error"] = rows.iso3.map(ERRORS).fillna(GUESSED).where(listed)
    return rows.assign(value=rows.value.fillna(0.0), variable="warheads", source=CARD)


def _series(raw: Path) -> pd.DataFrame:
    table = pd.read_csv(raw / "nuclear/nuclear-warhead-stockpiles_1945_2022.csv", keep_default_na=False)
    table = table.rename(columns={"Code": "iso3", "Year": "year", "nuclear_weapons_stockpile": "value"})
    return table[["iso3", "year", "value"]].assign(flag=Flag.OBSERVED.value)


def _snapshot(raw: Path, year: int) -> pd.DataFrame:
    """The last four columns are deployed strategic, deployed other, in reserve and retired; NATO is not a state."""
    path = raw / f"nuclear/nuclear-warhead-inventories_{year}_by_status.csv"
    table = pd.read_csv(path, keep_default_na=False)
    table = table[table.Code != "NATO"]
    stockpile = table.iloc[:, 3:6].sum(axis=1)
    return pd.DataFrame({"iso3": table.Code, "year": year, "value": stockpile, "flag": Flag.OBSERVED.value})


def _between(known: pd.DataFrame) -> pd.DataFrame:
    """The year between the two snapshots: the geometric mean, in whole warheads."""
    first, last = (known[known.year == year].set_index("iso3").value for year in SNAPSHOTS)
    middle = np.rint(np.sqrt(first * last)).dropna()
    return pd.DataFrame(
        {"iso3": middle.index, "year": SNAPSHOTS[0] + 1, "value": middle.to_numpy(), "flag": Flag.INTERPOLATED.value}
    )
