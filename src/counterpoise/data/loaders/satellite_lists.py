"""The error of satellite counts: where two catalogs of May 2023 disagree."""

from pathlib import Path

import numpy as np
import pandas as pd

from ..codes import Codes
from .disagreement import split_error
from .satellites import in_service, read_payloads, serves

DATE = 2023.0 + 4.0 / 12.0
# purpose: (words in the purpose column, words in the users column) of the list of the Union of Concerned Scientists
WORDS = {
    "satellites_isr": ("Earth Obs|Surveil", "Military"),
    "satellites_communications": ("Commun", "Military|Government|Civil"),
    "satellites_navigation": ("Navig", ""),
    "satellites_imaging": ("Earth Obs", ""),
}


def compare_lists(raw: Path, codes: Codes) -> dict[str, pd.DataFrame]:
    """Counts of both lists for every member on 1 May 2023, by purpose: columns gcat and ucs, index iso3."""
    payloads = read_payloads(raw, codes)
    path = raw / "space/UCS-Satellite-Database_2023-05-01.csv.gz"
    listed = pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False)
    listed["iso3"] = codes.from_name(listed["Country of Operator/Owner"])
    tables = {}
    for purpose, (purposes, users) in WORDS.items():
        ours = in_service(payloads[serves(payloads, purpose)], DATE)
        theirs = listed[listed.Purpose.str.contains(purposes) & listed.Users.str.contains(users)].groupby("iso3").size()
        tables[purpose] = pd.DataFrame({"gcat": ours, "ucs": theirs}).reindex(codes.members(2023)).fillna(0.0)
    return tables


def measured_errors(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Relative error of counts of three or more and absolute error of smaller ones, by purpose, from compared lists."""
    rows = {}
    for purpose, both in tables.items():
        mean = both.mean(axis=1)
        large, small = both[mean >= 3], both[(mean < 3) & (mean > 0)]
        relative = large.div(mean[mean >= 3], axis=0)
        rows[purpose] = {
            "relative": split_error(relative.gcat, relative.ucs),
            "small": split_error(small.gcat, small.ucs) if len(small) else np.nan,
        }
    return pd.DataFrame(rows).T
