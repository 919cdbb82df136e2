"""Shares that a published source states, read there and written down by hand with their range."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..registers import register
from .shares import COLUMNS


def rows(raw: Path, codes: Codes) -> pd.DataFrame:
    """The register of cited shares as numbers."""
    table = register("suppliers_cited")[list(COLUMNS)]
    numbers = dict.fromkeys(["share", "share_low", "share_high"], float)
    return table.astype({**numbers, "year": int})
