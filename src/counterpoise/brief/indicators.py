"""Every indicator behind the fields of power: value, year, grade, source and rank, for a reader who wants to check."""

import numpy as np

from counterpoise.data.panel import CrossSection
from counterpoise.power.multiverse import series_of
from counterpoise.power.recipes import GDP, PRICES, RECIPES, Field
from counterpoise.power.standing import ranks_of

from .entries import Desk, plain, worded
from .page import Line, Table, words

COMPOSED = ("smart", "soft")  # between them they hold every field once


def write(desk: Desk, actors: list[str]) -> list[Table]:
    """One folded table a field, a row an indicator and state."""
    usable = [RECIPES[n] for n in COMPOSED if desk.year >= RECIPES[n].first_year] or [RECIPES["hard"]]
    return [_field(desk, field, actors) for recipe in usable for field in recipe.fields]


def series_in(field: Field) -> list[str]:
    """Series of the panel behind a field: output at both prices, a share of output as the share it is."""
    names = [PRICES if n == GDP else (series_of(n),) for n in field.indicators()]
    return list(dict.fromkeys(n for group in names for n in group))


def _field(desk: Desk, field: Field, actors: list[str]) -> Table:
    section = desk.panel.cross_section(series_in(field), desk.year)
    ranks = ranks_of(section.value)
    rows = [_row(desk, section, ranks, row, iso3) for row in range(len(section.variables)) for iso3 in actors]
    note = "Rank among the states with a value, the largest first. Year: when it was recorded."
    return Table(f"Indicators: {field.label}", COLUMNS, rows, note, folded=True)


COLUMNS = ("Indicator (unit)", "State", "Value", "Year", "Known how", "Source", "Rank")


def _row(desk: Desk, section: CrossSection, ranks: np.ndarray, row: int, iso3: str) -> list[Line]:
    variable, column = section.variables[row], section.states.index(iso3)
    head = [words(f"{variable.label} ({variable.unit})"), words(desk.name(iso3))]
    value = float(section.value[row, column])
    if np.isnan(value):
        return [*head, *(words(t) for t in ("missing", "", "", "", ""))]
    grade, source = section.grade(row, column), str(section.source[row, column])
    when, flag = int(section.origin_year[row, column]), str(section.flag[row, column])
    label = f"indicator {variable.label}, {desk.name(iso3)}"
    known = int((ranks[row] > 0).sum())
    shown = {
        "v": (label, value, plain(value), variable.unit),
        "y": (f"year of {label}", when, str(when), "year"),
        "r": (f"rank by {label}", int(ranks[row, column]), str(int(ranks[row, column])), "rank"),
        "n": (f"states with a value of {label}", known, str(known), "states"),
    }
    n = {k: desk.computed(*entry, source, grade, when) for k, entry in shown.items()}
    cells = [
        Line("{v}", {"v": n["v"]}),
        Line("{y}", {"y": n["y"]}),
        words(str(grade) if flag == str(grade) else f"{grade} ({worded(flag)})"),
        words(source),
    ]
    return [*head, *cells, Line("{r} of {n}", {k: n[k] for k in "rn"})]
