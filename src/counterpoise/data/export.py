"""Export tables of the panel as CSV or Parquet."""

from pathlib import Path

import pandas as pd

from counterpoise.core import InputError, ResourceError, nearest

from .panel import Panel
from .parquet import write_table
from .registers import names, register

TABLES = ("values", "states", "dyads", "dyad_onsets", "dyad_universe", "suppliers", "firms", "ai_investment_world")


def export_table(panel: Panel, name: str, states: list[str] | None, variables: list[str]) -> pd.DataFrame:
    """One table, or rows of it for some states and variables. Raises InputError with the nearest spelling."""
    if name not in (*TABLES, *names()):
        near = nearest(name, (*TABLES, *names()))
        raise InputError(f"no table {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    table = register(name) if name in names() else panel.system.table if name == "states" else getattr(panel, name)
    if variables:
        if "variable" not in table.columns:
            raise InputError(f"--variable goes with the values table, not with {name}")
        table = table[table.variable.isin([panel.variable(v).name for v in variables])]
    if states is not None:
        codes = [panel.system.find(s) for s in states]
        keys = [c for c in ("iso3", "a", "b", "importer", "home_iso3") if c in table.columns]
        if not keys:
            raise InputError(f"--states does not go with {name}: it has no column of states")
        table = table[table[keys].isin(codes).any(axis=1)]
    return table.reset_index(drop=True)


def write_export(frame: pd.DataFrame, path: Path) -> Path:
    """Write as the suffix says, .csv or .parquet. Raises InputError for another suffix, ResourceError if it cannot."""
    if path.suffix not in (".csv", ".parquet"):
        raise InputError(f"{path.name}: the suffix must be .csv or .parquet")
    try:
        if path.suffix == ".csv":
            frame.to_csv(path, index=False)
        else:
            write_table(frame, path)
    except OSError as error:
        raise ResourceError(f"cannot write {path}: {(error.strerror or str(error)).lower()}") from error
    return path
