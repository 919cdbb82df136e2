"""Hand-made registers: treaties, votes, positions, instruments, export controls, strategies, and the papers' numbers.

Each row says how far it was checked (``status``): *checked*, *part*, *transcribed*, *computed* or *verify* (from memory
or a second-hand list, not compared with the original). "Not listed" never means "refused".
"""

from functools import cache
from importlib.resources import files

import pandas as pd

from counterpoise.core import DataIntegrityError, InputError, nearest

STATUSES = ("checked", "part", "transcribed", "computed", "verify")


def names() -> list[str]:
    """The registers there are."""
    folder = files(__package__).joinpath("curated")
    return sorted(f.name.removesuffix(".csv") for f in folder.iterdir() if f.name.endswith(".csv"))


@cache
def _read(name: str) -> pd.DataFrame:
    if name not in names():
        near = nearest(name, names())
        raise InputError(f"no register {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    with files(__package__).joinpath("curated", f"{name}.csv").open(encoding="utf-8") as file:
        table = pd.read_csv(file, dtype=str, keep_default_na=False, na_values=[""])
    if "status" in table and not set(table.status.dropna()) <= set(STATUSES):
        raise DataIntegrityError(f"register {name}: status must be one of {', '.join(STATUSES)}")
    return table


def register(name: str) -> pd.DataFrame:
    """One register as text columns; empty cells are missing. Raises InputError for an unknown name."""
    return _read(name).copy()


def codes_in(cell: object) -> list[str]:
    """ISO3 codes of a cell that lists several, separated by semicolons; none where it is empty."""
    return [c.strip() for c in cell.split(";") if c.strip()] if isinstance(cell, str) else []
