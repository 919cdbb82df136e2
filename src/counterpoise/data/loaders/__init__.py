"""Loaders: one source (or one quantity made of several) a file, from raw files to tidy rows.

A state-year loader has ``VARIABLES``, a tuple of :class:`~counterpoise.data.variable.Variable`, and
``load(raw, codes)``, which returns one row per state, year and variable with the columns of ``COLUMNS``: ``error``
(NaN: the variable's default), ``flag`` and ``origin_year`` (missing: observed in that very year) may be left out. It
returns no row where its source has no value: missing is never zero.
"""

import pandas as pd

COLUMNS = ("iso3", "year", "variable", "value", "error", "flag", "source", "origin_year")


def tidy(frame: pd.DataFrame, variable: str, source: str) -> pd.DataFrame:
    """Rows of one variable from a frame with iso3, year and value (and, if known, error, flag, origin_year)."""
    rows = frame.dropna(subset=["iso3", "year", "value"]).assign(variable=variable, source=source)
    return rows[[c for c in COLUMNS if c in rows.columns]]


def melt(frame: pd.DataFrame, columns: dict[str, str], source: str) -> pd.DataFrame:
    """Rows of several variables: ``columns`` maps a column of ``frame`` to the variable it holds."""
    parts = [
        tidy(frame[["iso3", "year", column]].rename(columns={column: "value"}), name, source)
        for column, name in columns.items()
    ]
    return pd.concat(parts, ignore_index=True)
