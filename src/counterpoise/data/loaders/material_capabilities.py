"""The six components of the Correlates of War National Material Capabilities, version 7 (Singer 1972)."""

# covers: P07

from pathlib import Path

import pandas as pd

from ..codes import Codes
from ..variable import Scale, Variable
from . import melt

CARD = "nmc"
ERROR = "assumed: the codebook gives quality codes, not standard deviations; a tenth of the value is our guess"


# steps that the data really take: South Yemen energy 1968 (x3538), France 1941 (x5), so limits lie above
def _component(name: str, label: str, unit: str, doc: str, error: float, max_step: float) -> Variable:
    return Variable(
        name=name,
        label=label,
        unit=unit,
        doc=doc,
        group="material capabilities",
        cards=(CARD,),
        scale=Scale.LOG,
        error=error,
        error_basis=ERROR,
        carry=2,
        max_step=max_step,
    )


VARIABLES = (
    _component(
        "nmc_milex", "military expenditure (NMC)", "thousand current USD (GBP before 1914)", "as published", 0.25, 1e4
    ),
    _component("milper", "military personnel", "thousand persons", "troops under arms", 0.1, 1e3),
    _component("irst", "iron and steel production", "thousand tons", "pig iron to 1899, steel since", 0.05, 1e4),
    _component("pec", "primary energy consumption", "thousand coal-ton equivalents", "all energy sources", 0.1, 5e3),
    _component("tpop", "total population", "thousand persons", "mid-year population", 0.03, 6.0),
    _component("upop", "urban population", "thousand persons", "in cities of 100,000 or more", 0.1, 1e3),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """The components for every state-year since 1816; codes below zero mean missing."""
    frame = pd.read_csv(raw / "peacesciencer/cow_nmc_components.csv.gz")
    frame = frame.assign(iso3=frame.ccode.map(codes.cow))
    names = ["milex", "milper", "irst", "pec", "tpop", "upop"]
    frame[names] = frame[names].where(frame[names] >= 0)
    return melt(frame, {"milex": "nmc_milex"} | {n: n for n in names[1:]}, CARD)
