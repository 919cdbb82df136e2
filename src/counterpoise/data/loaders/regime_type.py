"""How democratic every state is: the extended Unified Democracy Scores, and Polity beside them."""

from pathlib import Path

import pandas as pd

from counterpoise.core import Grade

from ..codes import Codes
from ..variable import Scale, Variable
from . import melt

VARIABLES = (
    Variable(
        name="democracy",
        label="democracy (extended Unified Democracy Scores)",
        unit="latent score",
        doc="what some eighty indices of democracy have in common, as a normal score shifted so that zero is the "
        "average border between democracy and autocracy; its normal probability is that of being a democracy",
        group="regime",
        cards=("uds",),
        scale=Scale.ABSOLUTE,
        error=0.21,
        error_basis="estimated: 0.30 around a cubic in Polity2 or in V-Dem's polyarchy, half of the variance its own; "
        "the copy has no standard errors",
        error_grade=Grade.ESTIMATED,
        low=None,
        carry=3,
        total=False,
    ),
    Variable(
        name="polity2",
        label="Polity2",
        unit="points from -10 (autocracy) to 10 (democracy)",
        doc="as published; interregna count as zero, foreign interruptions are missing",
        group="regime",
        cards=("polity5",),
        scale=Scale.ABSOLUTE,
        error=1.5,
        error_basis="estimated: 2.0 around a cubic in the Unified Democracy Scores, half of the variance its own",
        error_grade=Grade.ESTIMATED,
        low=-10.0,
        high=10.0,
        carry=3,
        total=False,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """Both scores as published; V-Dem's own index stands in the same file and is left out (share-alike)."""
    frame = pd.read_csv(raw / "isard/cw_democracy.csv.gz")
    frame = frame.assign(iso3=frame.ccode.map(codes.cow)).sort_values(["iso3", "year"])
    parts = [melt(frame, {"aeuds": "democracy"}, "uds"), melt(frame, {"polity2": "polity2"}, "polity5")]
    return pd.concat(parts, ignore_index=True)
