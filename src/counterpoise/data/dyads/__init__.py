"""Pairs of states: who borders, rivals, promised and fought whom, one row for each listed pair and year."""

from .accessions import accessions
from .distance import great_circle
from .onsets import build_onsets
from .pairs import KEY, build_universe
from .table import DYAD_COLUMNS, FLAG_COLUMNS, build_dyads, typed

__all__ = [
    "DYAD_COLUMNS",
    "FLAG_COLUMNS",
    "KEY",
    "accessions",
    "build_dyads",
    "build_onsets",
    "build_universe",
    "great_circle",
    "typed",
]
