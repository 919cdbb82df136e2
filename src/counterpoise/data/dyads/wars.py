"""Interstate wars, at least a thousand battle deaths a year, between two states (Sarkees & Wayman 2010)."""

from pathlib import Path

import pandas as pd

from ..codes import Codes
from .columns import CODING, column
from .pairs import KEY, coexisting, named, read_source

CARD = "cow_wars"
LAST = 2007

VARIABLES = (
    column("war_onset", "0/1", "entered a war on opposite sides this year; after 2007 missing", (CARD,), 0.01, CODING),
    column("war_ongoing", "0/1", "on opposite sides of a war this year; after 2007 missing", (CARD,), 0.01, CODING),
)


def wars(raw: Path, codes: Codes) -> pd.DataFrame:
    """Dyad-years of interstate war: a, b, year, war_onset, war_ongoing.

    A dyad is paired when both fought on opposite sides in that year, whether or not their troops met.
    """
    rows = named(read_source(raw, "cow_war_inter.csv.gz"), codes)
    rows = rows[rows.forward]
    table = rows.groupby(KEY).cowinteronset.max().reset_index(name="war_onset").assign(war_ongoing=1)
    return coexisting(table, raw, codes)
