"""Cyber defense: a state's standing in the indices of cyber security, fused over two indices and eight readings.

The indices (ITU's Global Cybersecurity Index, the e-Governance Academy's National Cyber Security Index) measure law,
policy and institutions, largely self-reported: commitment, not strength. Their scores may not be redistributed, so only
the fused standing is embedded; ``load_optional`` gives the scores to those who hold the files.
"""

from pathlib import Path

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy
from .standing import fuse, standing

CARDS = ("itu_gci", "ega_ncsi")
YEARS = range(2014, 2025)
ONE_INDEX = 0.12  # standings of 2020 in the two indices differ by .167 (standard deviation, 164 states): by root two
TABLE = "cyber_capacity/cyber_security_indexes_CEI_GCI_NCSI_DDL.csv"
EDITIONS = {"2014": 100.0, "2017": 100.0, "2018": 100.0, "2020": 1.0, "2024": 1.0}  # factor to 0-100
NAMES = {"Micronesia": "FSM"}

VARIABLES = (
    Variable(
        name="cyber_defense",
        label="standing in cyber-defense commitment",
        unit="share of states behind",
        doc="percentile among states in law, institutions and policy for cyber security; near one for the leaders; "
        "relative, so it does not rise when all improve; Taiwan and Kosovo missing",
        group="cyber",
        cards=CARDS,
        scale=Scale.ABSOLUTE,
        error=ONE_INDEX,
        error_basis="estimated: spread of a state's readings, at least the scatter between the two indices by the root "
        "of two and of the number of indices, wider between editions",
        error_grade=Grade.ESTIMATED,
        high=1.0,
        carry=2,
        total=False,
        derived=True,
    ),
)

OPTIONAL = tuple(
    Variable(
        name=name,
        label=label,
        unit="0-100",
        doc="as published, rescaled to 0-100; methods changed between editions",
        group="cyber",
        cards=(card,),
        scale=Scale.ABSOLUTE,
        error=10.0,
        error_basis="assumed: a tenth of the range",
        high=100.0,
        carry=3,
        total=False,
    )
    for name, label, card in (
        ("gci", "Global Cybersecurity Index", "itu_gci"),
        ("ncsi", "National Cyber Security Index", "ega_ncsi"),
    )
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """The fused standing for 2014-2024, between a state's first and last reading."""
    scores = read_scores(raw, codes)
    scores["value"] = scores.groupby(["index", "year"]).value.transform(standing)
    rows = tidy(fuse(scores, YEARS, ONE_INDEX).assign(flag=Flag.FUSED), "cyber_defense", "+".join(CARDS))
    return rows.sort_values(["iso3", "year"], ignore_index=True)


def load_optional(raw: Path, codes: Codes) -> pd.DataFrame:
    """The scores themselves, 0-100, for those who hold the files."""
    scores = read_scores(raw, codes)
    names = {"gci": "itu_gci", "ncsi": "ega_ncsi"}
    parts = [tidy(scores[scores["index"] == name], name, card) for name, card in names.items()]
    return pd.concat(parts, ignore_index=True).sort_values(["variable", "iso3", "year"], ignore_index=True)


def read_scores(raw: Path, codes: Codes) -> pd.DataFrame:
    """index (gci or ncsi), iso3, year, value on 0-100. Exact zeros are dropped: no answer cannot be told from nothing.

    The index of 2020 has Canada only in a second table, whose other values are the same.
    """
    table = _named(pd.read_csv(raw / TABLE, keep_default_na=False, na_values=[""]), codes)
    table.columns = ["country", "region", "cei", "gci", "ncsi", "ddl", "iso3"]
    wide = pd.read_csv(raw / "cyber_capacity/itu_gci_2014_2024.csv", keep_default_na=False, na_values=["", "#N/A"])
    wide = _named(wide, codes)
    parts = [
        pd.DataFrame({"iso3": wide.iso3, "year": int(e), "value": wide[e] * factor}) for e, factor in EDITIONS.items()
    ]
    gci = pd.concat([*parts, table.assign(year=2020, value=table.gci)[["iso3", "year", "value"]]])
    live = _named(pd.read_csv(raw / "cyber_capacity/undp_ncsi.csv", keep_default_na=False, na_values=[""]), codes)
    ncsi = pd.concat(
        [
            live.assign(year=2021, value=live["National Cyber Security Index"]),
            table.assign(year=2022, value=table.ncsi),
        ]
    )
    rows = pd.concat([gci.assign(index="gci"), ncsi.assign(index="ncsi")], ignore_index=True)
    rows = rows[(rows.value > 0) & rows.iso3.isin(codes.members(2024))]
    return rows[["index", "iso3", "year", "value"]].drop_duplicates(["index", "iso3", "year"], ignore_index=True)


def _named(frame: pd.DataFrame, codes: Codes) -> pd.DataFrame:
    frame = frame.dropna(subset="Country")
    return frame.assign(iso3=codes.from_name(frame.Country).fillna(frame.Country.map(NAMES)))
