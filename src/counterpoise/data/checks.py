"""What must be true of the panel's values, whether just built or read back."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from counterpoise.core import DataIntegrityError

from .variable import Flag, Variable


def check_values(values: pd.DataFrame, variables: Iterable[Variable]) -> None:
    """Raise DataIntegrityError at the first value that breaks the schema."""
    by_name = {v.name: v for v in variables}
    _unique(values)
    _known(values, by_name)
    _finite(values)
    for name, rows in values.groupby("variable", observed=True):
        _bounds(rows, by_name[str(name)])
        _steps(rows, by_name[str(name)])
    _survivors(values)


def _fail(message: str, row: pd.Series) -> None:
    raise DataIntegrityError(f"{row.variable}, {row.iso3} {row.year}: {message} (value {row.value:g}, {row.source})")


def _unique(values: pd.DataFrame) -> None:
    twice = values.duplicated(["iso3", "year", "variable"])
    if twice.any():
        _fail("this state-year stands in the panel twice", values[twice].iloc[0])


def _known(values: pd.DataFrame, by_name: dict[str, Variable]) -> None:
    unknown = set(values.variable.astype(str)) - set(by_name)
    if unknown:
        raise DataIntegrityError(f"values of an undeclared variable: {', '.join(sorted(unknown))}")
    flags = set(values.flag.astype(str)) - {f.value for f in Flag}
    if flags:
        raise DataIntegrityError(f"unknown flags: {', '.join(sorted(flags))}")


def _finite(values: pd.DataFrame) -> None:
    bad = ~np.isfinite(values.value) | ~np.isfinite(values.error) | (values.error < 0)
    if bad.any():
        _fail("not a finite value with a finite error", values[bad].iloc[0])


def _bounds(rows: pd.DataFrame, variable: Variable) -> None:
    low = -np.inf if variable.low is None else variable.low
    high = np.inf if variable.high is None else variable.high
    outside = ~rows.value.between(low, high)
    if outside.any():
        _fail(f"outside [{low:g}, {high:g}] {variable.unit}", rows[outside].iloc[0])


def _steps(rows: pd.DataFrame, variable: Variable) -> None:
    if variable.max_step is None:
        return
    rows = rows[rows.value > 0].sort_values(["iso3", "year"])
    step = np.log(rows.value).diff().abs()
    consecutive = (rows.iso3.astype(str) == rows.iso3.astype(str).shift()) & (rows.year.diff() == 1)
    jump = consecutive & (step > np.log(variable.max_step))
    if jump.any():
        _fail(f"jumps by more than a factor of {variable.max_step:g} within a year", rows[jump].iloc[0])


def _survivors(values: pd.DataFrame) -> None:
    missing = {"NOR", "NAM"} - set(values.loc[values.year >= 1990, "iso3"].astype(str))
    if missing:
        raise DataIntegrityError(f"{', '.join(sorted(missing))} lost: a code was read as 'no' or 'not available'")
