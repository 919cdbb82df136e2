"""The same as the commands, for notebooks: panel, measures, briefs, claims as pandas objects."""

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from counterpoise.brief.compose import compose
from counterpoise.brief.page import Brief
from counterpoise.claims.board import board
from counterpoise.data.panel import BASE_YEAR, Panel, load_panel
from counterpoise.power import measures

__all__ = ["brief", "claims", "load_panel", "measure"]


def measure(
    name: str | None = None, year: int = BASE_YEAR, states: Iterable[str] | None = None, panel: Panel | None = None
) -> pd.DataFrame:
    """Standing under one measure, or the headline measures without a name.

    Columns: state, measure, value, share, rank, rank_low, rank_high, grade, source, year. ``rank_low`` and
    ``rank_high`` are the 5th and 95th percentile over defensible measures: choices, not confidence. Raises InputError.
    """
    held = panel or load_panel()
    return measures.measure(held, name, year, states) if name else measures.summary(held, year, states)


def brief(
    state: str,
    rival: str | None = None,
    year: int = BASE_YEAR,
    out: Path | str | None = None,
    panel: Panel | None = None,
) -> Brief:
    """The brief of one state, by ISO3 code or name; with ``out`` also written there as HTML, JSON and ledger."""
    from counterpoise.brief.document import write

    made = compose(panel or load_panel(), state, rival, year)
    if out is not None:
        write(made, Path(out))
    return made


def claims(panel: Panel | None = None) -> pd.DataFrame:
    """Every number the papers state with its verdict: id, paper, line, quote, type, verdict, explanation."""
    return board(panel or load_panel())
