"""Which dyads are listed: those with reason to quarrel, and those that did without one."""

import pandas as pd

from .columns import column
from .contiguity import CARD as CONTIGUITY
from .contiguity import NOT_CONTIGUOUS
from .majors import CARD as MAJORS
from .pairs import KEY
from .rivalries import TD, TSS

VARIABLES = (
    column(
        "relevant",
        "0/1",
        "politically relevant: contiguous (1-5), or with a major power, or strategic rivals on either list",
        (CONTIGUITY, MAJORS, TSS, TD),
        0.02,
        "assumed: a convention; its parts carry their own errors",
        derived=True,
    ),
)


def listed(reasons: list[pd.DataFrame], events: list[pd.DataFrame]) -> pd.DataFrame:
    """Keys of all dyad-years of the table: a, b, year, sorted, each once.

    ``reasons`` make a dyad-year politically relevant; ``events`` (disputes, wars, armed conflicts) are listed whether
    or not it is. Never fit a model of onset on the whole table: rows that are not relevant were chosen because the
    event happened. Take ``relevant`` rows, or all pairs by way of the universe.
    """
    keys = pd.concat([part[KEY] for part in (*reasons, *events)])
    return keys.drop_duplicates().sort_values(KEY, ignore_index=True)


def is_relevant(table: pd.DataFrame) -> pd.Series:
    """Contiguous, or with a major power, or rivals (Lemke & Reed 2001 on what the rule leaves out)."""
    rivals = table.rivalry | (table.rivalry_td == 1)
    return (table.contiguity < NOT_CONTIGUOUS) | (table.majors > 0) | rivals
