"""SIPRI's military expenditure workbook: read to compare and to fuse, never to copy."""

from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

from ..codes import Codes
from .assembly import wide

FILE = "sipri/SIPRI-Milex-data-1949-2024_2.xlsx"
CONSTANT, CURRENT, SHARE = "Constant (2023) US$", "Current US$", "Share of GDP"
# Names the crosswalk does not know, and Russia's row, which repeats the Soviet Union's.
NAMES = {"Czechoslovakia": "CSK", "German Democratic Republic": "DDR", "Yugoslavia": "SRB", "Yemen, North": "XYA"}
# The workbook marks its own doubts by the color of the figure: blue is an estimate, red is highly uncertain.
ESTIMATE, UNCERTAIN = 12, 10


def read_sheets(raw: Path, codes: Codes) -> dict[str, pd.DataFrame]:
    """The three sheets as rows of iso3, year, value and color (0 for plain figures)."""
    return {name: _states(figures, codes) for name, figures in _read(raw / FILE).items()}


@cache
def _read(path: Path) -> dict[str, pd.DataFrame]:
    from openpyxl import load_workbook  # only the build needs it

    book = load_workbook(path, data_only=True, read_only=True)
    try:
        return {name: _figures(book[name]) for name in (CONSTANT, CURRENT, SHARE)}
    finally:
        book.close()


def implied_gdp(raw: Path, codes: Codes) -> pd.DataFrame:
    """Logarithm of GDP in million current USD, year by state: expenditure over the share of GDP it takes."""
    sheets = read_sheets(raw, codes)
    return np.log(_positive(sheets[CURRENT], codes) / _positive(sheets[SHARE], codes))


def _positive(rows: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    table = wide(rows, "value", codes)
    return table.where(table > 0)


def _figures(sheet) -> pd.DataFrame:
    """Every number below the row of years; ``...`` (not known) and ``xxx`` (no such state) are passed over."""
    lines = sheet.iter_rows()
    years = next(row for row in lines if row[0].value == "Country")
    columns = [(i, int(cell.value)) for i, cell in enumerate(years) if str(cell.value).isdigit()]
    found = [
        (str(row[0].value).strip(), year, float(row[i].value), _color(row[i]))
        for row in lines
        for i, year in columns
        if isinstance(row[i].value, int | float)
    ]
    return pd.DataFrame(found, columns=["name", "year", "value", "color"])


def _color(cell) -> int:
    color = cell.font.color
    return color.indexed if color is not None and color.type == "indexed" else 0


def _states(figures: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    """Rows with ISO3; Germany before unification is West Germany; where two rows name one state, the larger figure."""
    iso3 = figures.name.map(NAMES).fillna(codes.from_name(figures.name))
    iso3 = iso3.mask((iso3 == "DEU") & (figures.year < 1990), "XWG")
    rows = figures.assign(iso3=iso3).dropna(subset=["iso3"]).sort_values(["iso3", "year", "value"])
    return rows.drop_duplicates(["iso3", "year"], keep="last")[["iso3", "year", "value", "color"]]
