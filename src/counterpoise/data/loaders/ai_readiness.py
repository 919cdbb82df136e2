"""Readiness for AI: our standing from the four parts of the IMF's AI Preparedness Index of 2023.

The index is all rights reserved; a state's mean standing over its parts is our own figure, and their disagreement its
error. Taiwan has three parts and no overall score.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Flag, Scale, Variable
from . import tidy
from .standing import standing

CARD = "imf_aipi"
YEAR = 2023
PARTS = ("aipi_digital_infra", "aipi_innovation", "aipi_human_capital", "aipi_regulation")
ONE_PART = 0.13  # root mean square deviation of a state's parts from their mean, in standings

VARIABLES = (
    Variable(
        name="ai_readiness",
        label="standing in readiness for AI",
        unit="share of states behind",
        doc="mean percentile over digital infrastructure, innovation, human capital, and regulation; at least three of "
        "the four; one cross-section",
        group="artificial intelligence",
        cards=(CARD,),
        scale=Scale.ABSOLUTE,
        error=ONE_PART,
        error_basis="estimated: scatter of the parts around their mean by the root of their number, at least half of "
        "the overall scatter",
        error_grade=Grade.ESTIMATED,
        high=1.0,
        carry=3,
        snapshot=True,
        total=False,
        derived=True,
    ),
)

OPTIONAL = (
    Variable(
        name="aipi",
        label="AI Preparedness Index",
        unit="index 0-1",
        doc="overall score as published",
        group="artificial intelligence",
        cards=(CARD,),
        scale=Scale.ABSOLUTE,
        error=0.05,
        error_basis="assumed",
        high=1.0,
        carry=3,
        snapshot=True,
        total=False,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Mean standing over the parts of every state with at least three of them."""
    parts = _read(raw, codes)[list(PARTS)].apply(standing)
    parts = parts[parts.count(axis=1) >= 3]
    number = parts.count(axis=1)
    error = np.maximum(parts.std(axis=1), ONE_PART / 2.0) / np.sqrt(number)
    rows = pd.DataFrame({"value": parts.mean(axis=1), "error": error, "year": YEAR, "flag": Flag.FUSED})
    return tidy(rows.rename_axis("iso3").reset_index(), "ai_readiness", CARD).sort_values("iso3", ignore_index=True)


def load_optional(raw: Path, codes: Codes) -> pd.DataFrame:
    """The overall score as published, for those who hold the file."""
    rows = _read(raw, codes).aipi_overall.rename("value").rename_axis("iso3").reset_index().assign(year=YEAR)
    return tidy(rows, "aipi", CARD).sort_values("iso3", ignore_index=True)


def _read(raw: Path, codes: Codes) -> pd.DataFrame:
    frame = pd.read_csv(raw / "imf_aipi/imf_aipi_2023.csv", keep_default_na=False, na_values=[""])
    return frame[frame.iso3.isin(codes.members(YEAR))].set_index("iso3")
