"""Innovation: patents, articles, high-technology exports, charges for intellectual property, human capital."""

# covers: P22

from pathlib import Path
from typing import Any

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Scale, Variable
from . import melt, tidy
from .gapminder import read_series

GROUP = "innovation"
PATENTS = {"patent_applications_total": "patent_applications", "patents_granted_total": "patents_granted"}
WDI = {
    "Scientific and technical journal articles": ("scientific_articles", "wdi_science"),
    "High-technology exports (current US$)": ("hightech_exports", "comtrade_hightech"),
    "Charges for the use of intellectual property, receipts (BoP, current US$)": ("ip_receipts", "imf_ip_charges"),
    "Charges for the use of intellectual property, payments (BoP, current US$)": ("ip_payments", "imf_ip_charges"),
}
GUESS = "assumed: no second source here; "


def _variable(
    name: str, label: str, unit: str, doc: str, card: str, error: float, basis: str, carry: int = 3, **more: Any
) -> Variable:
    settings: dict[str, Any] = {"scale": Scale.LOG, "total": True} | more
    return Variable(name, label, unit, doc, GROUP, (card,), error=error, error_basis=basis, carry=carry, **settings)


VARIABLES = (
    _variable(
        "patent_applications",
        "patent applications",
        "applications/year",
        "by origin of the first applicant, at all offices; an application at several offices counts at each",
        "wipo_patents",
        0.1,
        GUESS + "counting at several offices inflates states that file abroad",
    ),
    _variable(
        "patents_granted",
        "patents granted",
        "grants/year",
        "by origin of the first applicant, at all offices; some years after application",
        "wipo_patents",
        0.1,
        GUESS + "as applications",
    ),
    _variable(
        "scientific_articles",
        "scientific and technical articles",
        "articles/year",
        "fractional by address; ends in 2018",
        "wdi_science",
        0.1,
        GUESS + "journals in English are covered best",
        carry=6,
    ),
    _variable(
        "hightech_exports",
        "high-technology exports",
        "current USD/year",
        "products of high research intensity; re-exports included; ends in 2020",
        "comtrade_hightech",
        0.1,
        "estimated: two vintages of the share differ by at most 19 % in 95 of 100 state-years; half of that",
        carry=4,
        error_grade=Grade.ESTIMATED,
    ),
    _variable(
        "hightech_share",
        "high-technology share of manufactured exports",
        "percent",
        "share of manufactured exports; small exporters jump",
        "comtrade_hightech",
        0.1,
        "estimated: as high-technology exports",
        error_grade=Grade.ESTIMATED,
        high=100.0,
        total=False,
    ),
    _variable(
        "ip_receipts",
        "receipts for the use of intellectual property",
        "current USD/year",
        "royalties and licence fees from abroad",
        "imf_ip_charges",
        0.3,
        GUESS + "payments between parts of one firm and tax seats distort levels",
        carry=4,
    ),
    _variable(
        "ip_payments",
        "payments for the use of intellectual property",
        "current USD/year",
        "royalties and licence fees paid abroad: a sign of dependence on foreign technology",
        "imf_ip_charges",
        0.3,
        GUESS + "as receipts",
        carry=4,
    ),
    _variable(
        "human_capital",
        "human capital index",
        "index",
        "years of schooling weighted by their returns (1 = no schooling)",
        "pwt_human_capital",
        0.05,
        GUESS + "schooling is interpolated between censuses, quality is not in it",
        low=1.0,
        max_step=1.3,
        total=False,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Rows of every variable; a zero or negative charge is no report, and no series has zeros."""
    parts = [tidy(read_series(raw, file), name, "wipo_patents") for file, name in PATENTS.items()]
    share = read_series(raw, "high_technology_exports_percent_of_manufactured_exports")
    parts.append(tidy(share, "hightech_share", "comtrade_hightech"))
    wide = read_wdi(raw, codes)
    for column, (name, card) in WDI.items():
        parts.append(melt(wide.assign(**{column: wide[column].where(wide[column] > 0)}), {column: name}, card))
    parts.append(tidy(_human_capital(raw), "human_capital", "pwt_human_capital"))
    return pd.concat(parts, ignore_index=True).sort_values(["variable", "iso3", "year"], ignore_index=True)


def read_wdi(raw: Path, codes: Codes) -> pd.DataFrame:
    """The science and technology topic, states only, with iso3 and year."""
    wide = pd.read_csv(raw / "wdi2021/science-and-technology.csv.gz", keep_default_na=False, na_values=[""])
    wide.columns = wide.columns.str.removeprefix("average_value_")
    wide = wide.rename(columns={"Country Code": "iso3", "Year": "year"})
    return wide[wide.iso3.isin(codes.system.iso3.unique())]


def _human_capital(raw: Path) -> pd.DataFrame:
    path = raw / "innovation/pwt_human_capital_1950_2023.csv.gz"
    wide = pd.read_csv(path, encoding="utf-8-sig", keep_default_na=False, na_values=[""])
    wide = wide.rename(columns={"ISO code": "iso3"}).drop(columns=["Country", "Variable code", "Variable name"])
    rows = wide.melt("iso3", var_name="year").dropna()
    return rows.assign(year=rows.year.astype(int))
