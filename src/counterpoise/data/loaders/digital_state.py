"""The digital state: standing in digital government, GovTech maturity, coverage of 4G and 5G networks.

The United Nations' E-Government Development Index and GSMA's coverage figures may not be redistributed: what stands
here is our standing fused with the World Bank's index, and one combined figure of coverage. ``load_optional`` gives the
published ones. ITU's ICT Development Index is left out: it changed its method, and half of it cannot be chained.
"""

# covers: P20

from pathlib import Path
from typing import Any

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy
from .standing import fuse, standing

YEARS = range(2004, 2025)
ONE_INDEX = 0.13  # standings in the two indices differ by .160 in 2020 and .206 in 2022: mean square by root two
OLD_CODES = {"ADO": "AND", "KSV": "XKX", "TMP": "TLS", "ZAR": "COD", "BHM": "BHS"}
EGDI = "e-government_index_(idx)"
GTMI = "GovTech_Maturity_Index_(Idx)"
COVERAGE = {"coverage_4g": "4G_Population_Coverage_(Idc)", "coverage_5g": "5G_Population_Coverage_(Idc)"}


def _variable(
    name: str, label: str, unit: str, doc: str, cards: tuple[str, ...], error: float, basis: str, **more: Any
) -> Variable:
    settings: dict[str, Any] = {"scale": Scale.ABSOLUTE, "high": 1.0, "total": False, "carry": 2} | more
    return Variable(name, label, unit, doc, "digital", cards, error=error, error_basis=basis, **settings)


VARIABLES = (
    _variable(
        "digital_government",
        "standing in digital government",
        "share of states behind",
        "percentile among states, fused over eleven editions of one index and two of another; relative; Taiwan and "
        "Kosovo only by the second index",
        ("un_egdi", "wb_govtech"),
        ONE_INDEX,
        "estimated: spread of a state's readings, at least the scatter between the two indices by the root of two",
        error_grade=Grade.ESTIMATED,
        derived=True,
    ),
    _variable(
        "govtech",
        "GovTech Maturity Index",
        "index 0-1",
        "core systems, services, engagement and enablers of digital government, 2020 and 2022",
        ("wb_govtech",),
        0.1,
        "assumed: remote collection in 2020 and self-reports in 2022 moved scores of unchanged states by about a tenth",
        carry=4,
    ),
    _variable(
        "mobile_coverage",
        "population covered by fourth- and fifth-generation networks",
        "share of population",
        "mean of the two coverages, since 2021; small states, Taiwan and North Korea missing",
        ("gsma_mci",),
        0.05,
        "assumed: operators' claims",
        derived=True,
    ),
)

OPTIONAL = (
    _variable("egdi", "E-Government Development Index", "index 0-1", "as published", ("un_egdi",), 0.05, "assumed"),
    *(
        _variable(
            n, n.replace("_", " "), "percent of population", "as published", ("gsma_mci",), 5.0, "assumed", high=100.0
        )
        for n in COVERAGE
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """The fused standing, the World Bank's index as published, and combined coverage."""
    egdi, gtmi = read_egdi(raw, codes), _read_gtmi(raw, codes)
    readings = pd.concat([egdi.assign(index="egdi"), gtmi.assign(index="gtmi")], ignore_index=True)
    readings["value"] = readings.groupby(["index", "year"]).value.transform(standing)
    fused = fuse(readings, YEARS, ONE_INDEX).assign(flag=Flag.FUSED)
    both = _read_coverage(raw, codes).dropna()
    coverage = both.assign(value=both[list(COVERAGE)].mean(axis=1) / 100.0, flag=Flag.FUSED)
    parts = [
        tidy(fused, "digital_government", "un_egdi+wb_govtech"),
        tidy(gtmi, "govtech", "wb_govtech"),
        tidy(coverage, "mobile_coverage", "gsma_mci"),
    ]
    return pd.concat(parts, ignore_index=True).sort_values(["variable", "iso3", "year"], ignore_index=True)


def load_optional(raw: Path, codes: Codes) -> pd.DataFrame:
    """The published index and coverages, for those who hold the files."""
    coverage = _read_coverage(raw, codes)
    parts = [tidy(coverage.rename(columns={n: "value"}), n, "gsma_mci") for n in COVERAGE]
    rows = pd.concat([tidy(read_egdi(raw, codes), "egdi", "un_egdi"), *parts], ignore_index=True)
    return rows.sort_values(["variable", "iso3", "year"], ignore_index=True)


def read_egdi(raw: Path, codes: Codes) -> pd.DataFrame:
    """Eleven editions; an exact zero means not assessed and is dropped."""
    wide = _read_wide(raw, "EGDI", on_bad_lines="skip")
    year = pd.to_numeric(wide.year, errors="coerce")
    old = pd.DataFrame({"iso3": wide.isocode.replace(OLD_CODES), "year": year, "value": wide[EGDI]}).dropna()
    last = pd.read_csv(raw / "digital_state/EGOV_DATA_2024.csv", keep_default_na=False, na_values=[""])
    new = pd.DataFrame({"iso3": codes.from_name(last.Country.str.strip()), "year": 2024, "value": last.E_Index})
    rows = pd.concat([old, new], ignore_index=True).astype({"year": int, "value": float})
    return rows[(rows.value > 0) & rows.iso3.isin(codes.members(2024))].reset_index(drop=True)


def _read_gtmi(raw: Path, codes: Codes) -> pd.DataFrame:
    wide = _read_wide(raw, "GTMI")
    rows = pd.DataFrame({"iso3": wide.Isocode.replace(OLD_CODES), "year": wide.Year, "value": wide[GTMI]})
    return rows[rows.iso3.isin(codes.members(2024))].reset_index(drop=True)


def _read_coverage(raw: Path, codes: Codes) -> pd.DataFrame:
    wide = _read_wide(raw, "MCI").rename(
        columns={v: k for k, v in COVERAGE.items()} | {"Isocode": "iso3", "Year": "year"}
    )
    return wide.loc[wide.iso3.isin(codes.members(2024)), ["iso3", "year", *COVERAGE]]


def _read_wide(raw: Path, name: str, **more: Any) -> pd.DataFrame:
    options: dict[str, Any] = {
        "index_col": False,
        "encoding_errors": "replace",
        "keep_default_na": False,
        "na_values": [""],
    }
    return pd.read_csv(raw / f"digital_state/{name}.csv.gz", **(options | more))
