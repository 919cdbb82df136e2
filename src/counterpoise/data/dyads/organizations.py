"""Intergovernmental organizations of which both states are members (Pevehouse et al. 2020)."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from .columns import column
from .pairs import KEY, coexisting, named, read_source

CARD = "cow_igo"

VARIABLES = (
    column(
        "joint_igos",
        "organizations",
        "intergovernmental organizations with both as members; after 2014 missing",
        (CARD,),
        1.0,
        "assumed: dates of accession are off by a year here and there",
        high=None,
    ),
)


def joint_igos(raw: Path, codes: Codes) -> pd.DataFrame:
    """Joint memberships of every pair of states: a, b, year, joint_igos. A zero is a true zero."""
    rows = named(read_source(raw, "cow_igo_ndy.parquet"), codes)
    rows = rows.rename(columns={"dyadigos": "joint_igos"})[[*KEY, "joint_igos"]]
    return coexisting(rows, raw, codes)
