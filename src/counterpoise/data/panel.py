"""The embedded panel: state-years with error, flag and source for every value; dyads, suppliers, firms beside it."""

import json
import os
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from counterpoise.core import DataIntegrityError, Grade, InputError, nearest

from .card import cards_behind
from .states import StateSystem
from .variable import Flag, Scale, Variable

if TYPE_CHECKING:
    import pandas as pd

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
class Column:
    """All values of one variable as arrays, sorted by state and year."""

    iso3: NDArray[np.object_]
    flag: NDArray[np.object_]
    source: NDArray[np.object_]
    year: NDArray[np.int64]
    value: NDArray[np.float64]
    error: NDArray[np.float64]
    origin_year: NDArray[np.int64]

    @cached_property
    def _states(self) -> tuple[list[str], NDArray[np.intp]]:
        """The states there are, and which of them each row is of."""
        begins = np.r_[True, self.iso3[1:] != self.iso3[:-1]]
        return list(self.iso3[begins]), np.cumsum(begins) - 1

    def fill(self, section: CrossSection, row: int) -> None:
        """Write each state's nearest usable value into one row of ``section``, flagging what is carried."""
        variable = section.variables[row]
        distance = section.year - self.year
        near = (distance <= variable.carry) & (distance >= (-variable.carry if variable.snapshot else 0))
        usable = np.flatnonzero(near)
        # farthest first, so that the nearest is written last and stays
        usable = usable[np.argsort(-np.abs(distance[usable]), kind="stable")]
        place = {state: k for k, state in enumerate(section.states)}
        names, code = self._states
        at = np.array([place.get(name, -1) for name in names])[code[usable]]
        found, at = usable[at >= 0], at[at >= 0]
        section.value[row, at], section.error[row, at] = self.value[found], self.error[found]
        section.source[row, at], section.origin_year[row, at] = self.source[found], self.origin_year[found]
        recorded = np.isin(self.flag[found].astype(str), [Flag.OBSERVED.value, Flag.ZERO.value])
        section.flag[row, at] = np.where((distance[found] != 0) & recorded, Flag.CARRIED.value, self.flag[found])


@dataclass(frozen=True, eq=False)
class Panel:
    """The panel in a folder, verified against its manifest as it is read."""

    folder: Path
    manifest: dict[str, Any]

    def _table(self, name: str) -> "pd.DataFrame":
        if name not in self.manifest["files"]:
            raise DataIntegrityError(f"{name} is not in the panel's manifest.json; rebuild it with 'data build'")
        from .parquet import read_table

        return read_table(self.folder / name, self.manifest["files"][name]["sha256"])

    @cached_property
    def values(self) -> "pd.DataFrame":
        """All state-year values: iso3, year, variable, value, error, flag, source, origin_year."""
        return self._table("values.parquet")

    @cached_property
    def dyads(self) -> "pd.DataFrame":
        """Undirected dyad-years."""
        from .dyads import typed

        return typed(self._table("dyads.parquet"))

    @cached_property
    def dyad_onsets(self) -> "pd.DataFrame":
        """Every dyadic onset of a militarized dispute, with its dispute number."""
        return self._table("dyad_onsets.parquet")

    @cached_property
    def dyad_universe(self) -> "pd.DataFrame":
        """States and pairs of states in each year, so that pairs without a row can be counted."""
        return self._table("dyad_universe.parquet")

    @cached_property
    def ai_investment_world(self) -> "pd.DataFrame":
        """World investment in AI by two counts."""
        return self._table("ai_investment_world.parquet")

    @cached_property
    def suppliers(self) -> "pd.DataFrame":
        """Supplier shares of critical technologies."""
        return self._table("suppliers.parquet")

    @cached_property
    def firms(self) -> "pd.DataFrame":
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

    @property
    def dyad_cards(self) -> list[str]:
        """Cards behind the columns of the dyad table."""
        return [c for entry in self.manifest.get("dyad_columns", ()) for c in entry["cards"]]

    @property
    def side_cards(self) -> list[str]:
        """Cards behind suppliers and firms: a run must cite them, and should not have to read these tables for it."""
        if "side_cards" in self.manifest:
            return list(self.manifest["side_cards"])
        return cards_behind(self.suppliers, self.firms)

    @cached_property
    def _columns(self) -> dict[str, Column]:
        """The values table cut by variable, as plain arrays: reading a year must not cost a pass over the table."""
        table = self.values.sort_values(["variable", "iso3", "year"], kind="stable")
        names, iso3, flag, source = (
            np.asarray(table[c].astype(object)) for c in ("variable", "iso3", "flag", "source")
        )
        year, origin = (table[c].to_numpy(dtype=np.int64) for c in ("year", "origin_year"))
        value, error = (table[c].to_numpy(dtype=float) for c in ("value", "error"))
        edges = np.flatnonzero(np.r_[True, names[1:] != names[:-1], True])
        parts = [slice(start, end) for start, end in pairwise(edges)]
        return {
            str(names[p.start]): Column(iso3[p], flag[p], source[p], year[p], value[p], error[p], origin[p])
            for p in parts
        }

    def years(self, name: str) -> tuple[int, int]:
        """First and last year in which any state has a value; zeros where none has."""
        column = self._columns.get(name)
        return (0, 0) if column is None else (int(column.year.min()), int(column.year.max()))

    def coverage(self, name: str, year: int) -> int:
        """How many members of ``year`` have a value, of that year or carried to it."""
        return int(np.isfinite(self.cross_section([name], year).value).sum())

    def series(self, name: str, iso3: str) -> "pd.DataFrame":
        """One state's years of one variable: year, value, error, flag, source, origin_year."""
        import pandas as pd

        self.variable(name)
        fields = ("year", "value", "error", "flag", "source", "origin_year")
        column = self._columns.get(name)
        if column is None:
            return pd.DataFrame(columns=list(fields))
        mine = column.iso3 == iso3
        return pd.DataFrame({f: getattr(column, f)[mine] for f in fields})

    def cross_section(self, names: list[str], year: int = BASE_YEAR) -> CrossSection:
        """The members of ``year`` with the value of that year, or the nearest one that may be carried (flagged)."""
        self.check_year(year)
        states = tuple(self.system.members(year))
        variables = tuple(self.variable(name) for name in names)
        shape = (len(variables), len(states))
        section = CrossSection(
            year,
            states,
            variables,
            np.full(shape, np.nan),
            np.full(shape, np.nan),
            np.full(shape, None, dtype=object),
            np.full(shape, None, dtype=object),
            np.zeros(shape, dtype=np.int64),
        )
        for row, variable in enumerate(variables):
            if variable.name in self._columns:
                self._columns[variable.name].fill(section, row)
        return section


def panel_folder() -> Path:
    """Where the embedded panel stands; the environment variable COUNTERPOISE_PANEL names another."""
    return Path(os.environ.get("COUNTERPOISE_PANEL") or str(files(__package__).joinpath("panel")))


def load_panel(folder: Path | None = None) -> Panel:
    """The embedded panel, or the one in ``folder``. Raises DataIntegrityError if it is damaged."""
    return _load(folder or panel_folder())


@cache
def _load(place: Path) -> Panel:
    try:
        manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataIntegrityError(f"the panel's manifest.json cannot be read: {error}") from error
    panel = Panel(place, manifest)
    try:
        unlisted = {p.name for p in place.glob("*.parquet")} - {n for n, f in manifest["files"].items() if f["sha256"]}
        broken = not panel.variables or bool(unlisted)
    except (AttributeError, KeyError, TypeError, ValueError):
        broken = True
    if broken:
        raise DataIntegrityError("the panel's manifest.json lacks files or variables; rebuild it with 'data build'")
    return panel
