"""The embedded panel: state-years with error, flag and source for every value; dyads, suppliers, firms beside it."""

import json
import os
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.core import DataIntegrityError, Grade, InputError, nearest

from .parquet import read_table
from .states import StateSystem
from .variable import Flag, Scale, Variable

BASE_YEAR = 2024
FIRST_YEAR = 1816


@dataclass(frozen=True, eq=False)
class CrossSection:
    """Values of some variables for the members of one year.

    Arrays have shape ``[variable, state]``; ``value`` is NaN where no source has one. ``error`` is one standard
    deviation on each variable's scale; ``origin_year`` is the year the value was recorded for (0 where missing).
    """

    year: int
    states: tuple[str, ...]
    variables: tuple[Variable, ...]
    value: NDArray[np.float64]
    error: NDArray[np.float64]
    flag: NDArray[np.object_]
    source: NDArray[np.object_]
    origin_year: NDArray[np.int64]

    def row(self, name: str) -> int:
        """The row of a variable."""
        return [v.name for v in self.variables].index(name)

    def grade(self, row: int, column: int) -> Grade:
        """The grade of one value."""
        return Flag(self.flag[row, column]).grade

    def draw(self, rng: np.random.Generator, draws: int) -> NDArray[np.float64]:
        """Values perturbed by their errors, ``[draw, variable, state]``; zeros stay zero, NaN stays NaN."""
        noise = rng.standard_normal((draws, *self.value.shape)) * np.nan_to_num(self.error)
        log = np.array([v.scale is Scale.LOG for v in self.variables])[:, None]
        return np.where(log, self.value * np.exp(np.where(log, noise, 0.0)), self.value + noise)


@dataclass(frozen=True, eq=False)
class Panel:
    """The panel in a folder, verified against its manifest as it is read."""

    folder: Path
    manifest: dict[str, Any]

    def _table(self, name: str) -> pd.DataFrame:
        return read_table(self.folder / name, self.manifest["files"][name]["sha256"])

    @cached_property
    def values(self) -> pd.DataFrame:
        """All state-year values: iso3, year, variable, value, error, flag, source, origin_year."""
        return self._table("values.parquet")

    @cached_property
    def dyads(self) -> pd.DataFrame:
        """Undirected dyad-years."""
        return self._table("dyads.parquet")

    @cached_property
    def suppliers(self) -> pd.DataFrame:
        """Supplier shares of critical technologies."""
        return self._table("suppliers.parquet")

    @cached_property
    def firms(self) -> pd.DataFrame:
        """The firms that own frontier compute, models, chips, clouds and 5G."""
        return self._table("firms.parquet")

    @cached_property
    def system(self) -> StateSystem:
        """Membership of the state system."""
        return StateSystem(self._table("states.parquet"))

    @cached_property
    def variables(self) -> dict[str, Variable]:
        """Every variable by name."""
        kinds = {"scale": Scale, "error_grade": Grade, "cards": tuple}
        return {
            entry["name"]: Variable(**{k: kinds[k](v) if k in kinds else v for k, v in entry.items()})
            for entry in self.manifest["variables"]
        }

    def variable(self, name: str) -> Variable:
        """One variable. Raises InputError with the nearest spelling."""
        if name not in self.variables:
            near = nearest(name, self.variables)
            raise InputError(f"no variable {name!r} in the panel" + (f"; did you mean {near!r}?" if near else ""))
        return self.variables[name]

    def check_year(self, year: int) -> int:
        """``year`` if the panel reaches it. Raises InputError."""
        if not FIRST_YEAR <= year <= BASE_YEAR:
            raise InputError(f"year {year} is outside the panel, which runs from {FIRST_YEAR} to {BASE_YEAR}")
        return year

    @cached_property
    def _by_variable(self) -> dict[str, pd.DataFrame]:
        return {str(name): rows for name, rows in self.values.groupby("variable", observed=True)}

    @property
    def dyad_cards(self) -> list[str]:
        """Cards behind the columns of the dyad table."""
        return [c for entry in self.manifest.get("dyad_columns", ()) for c in entry["cards"]]

    def years(self, name: str) -> tuple[int, int]:
        """First and last year in which any state has a value."""
        rows = self._by_variable.get(name)
        return (0, 0) if rows is None else (int(rows.year.min()), int(rows.year.max()))

    def coverage(self, name: str, year: int) -> int:
        """How many members of ``year`` have a value, of that year or carried to it."""
        return int(np.isfinite(self.cross_section([name], year).value).sum())

    def series(self, name: str, iso3: str) -> pd.DataFrame:
        """One state's years of one variable."""
        self.variable(name)
        rows = self._by_variable.get(name, self.values.iloc[:0])
        return rows[rows.iso3 == iso3].sort_values("year", ignore_index=True)

    def cross_section(self, names: list[str], year: int = BASE_YEAR) -> CrossSection:
        """The members of ``year`` with the value of that year, or the nearest one that may be carried (flagged)."""
        self.check_year(year)
        states = tuple(self.system.members(year))
        variables = tuple(self.variable(name) for name in names)
        picked = [self._nearest(v, year).reindex(list(states)) for v in variables]

        def stack(column: str, missing: Any, kind: Any) -> NDArray[Any]:
            return np.array([p[column].astype(object).where(p["value"].notna(), missing) for p in picked], dtype=kind)

        return CrossSection(
            year,
            states,
            variables,
            stack("value", np.nan, float),
            stack("error", np.nan, float),
            stack("flag", None, object),
            stack("source", None, object),
            stack("origin_year", 0, int),
        )

    def _nearest(self, variable: Variable, year: int) -> pd.DataFrame:
        rows = self._by_variable.get(variable.name)
        if rows is None:
            return pd.DataFrame(columns=["value", "error", "flag", "source", "origin_year"], dtype=object)
        distance = year - rows.year.astype(int)
        near = (distance <= variable.carry) & (distance >= (-variable.carry if variable.snapshot else 0))
        rows = rows[near].assign(distance=distance[near].abs()).sort_values(["iso3", "distance", "year"])
        rows = rows.drop_duplicates("iso3").astype({"flag": object, "iso3": object, "source": object})
        carried = (rows.distance > 0) & rows.flag.isin([Flag.OBSERVED.value, Flag.ZERO.value])
        return rows.assign(flag=rows.flag.where(~carried, Flag.CARRIED.value)).set_index("iso3")


def panel_folder() -> Path:
    """Where the embedded panel stands; the environment variable COUNTERPOISE_PANEL names another."""
    return Path(os.environ.get("COUNTERPOISE_PANEL") or str(files(__package__).joinpath("panel")))


@cache
def load_panel(folder: Path | None = None) -> Panel:
    """The embedded panel, or the one in ``folder``. Raises DataIntegrityError if it is damaged."""
    place = folder or panel_folder()
    try:
        manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataIntegrityError(f"the panel's manifest.json cannot be read: {error}") from error
    return Panel(place, manifest)
