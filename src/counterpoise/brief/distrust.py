"""Section 7, Do not trust: what would flip a line above, what is missing or old, and how much rests on assumption."""

# covers: E7

from collections import Counter
from collections.abc import Sequence

import numpy as np

from counterpoise.charts.percent import percent
from counterpoise.core import Grade
from counterpoise.deals.words import the
from counterpoise.power.composite import composite
from counterpoise.power.flips import flips
from counterpoise.power.measures import SUMMARY
from counterpoise.power.multiverse import series_of
from counterpoise.power.recipes import GDP, RECIPES

from .entries import Desk, worded
from .page import Line, Section, Table, words

STALE = 3  # years
OLDEST = 12  # rows
SOURCES = "Source: the name under which 'counterpoise data cite' lists it."
QUESTION = "What would flip a line above, what is missing or stale, what rests on assumption?"


def choices(desk: Desk) -> Section:
    """The section's beginning: choices of measurement that flip a line; what beliefs do follows (``trial``)."""
    return section([_flips(desk)])


def basis(desk: Desk) -> Section:
    """The section's end: gaps, stale series, share of each section by grade, caveats that always hold."""
    return section([_gaps(desk), _stale(desk), _grades(desk), *(words(c) for c in CAVEATS)])


def section(blocks: Sequence[Line | Table]) -> Section:
    """A stretch of the section."""
    return Section(7, "Do not trust", QUESTION, blocks)


OPTIONS = {
    "gdp_market": "market prices", "gdp_ppp": "purchasing power", "of largest": "parts of the largest",
    "world share": "shares of the world", "percentile": "percentiles", "log range": "places on a logarithmic range",
    "leave out": "leaving gaps out", "predict": "predicting them", "pessimistic": "the worst for what is missing",
    "old": "the old one", "new": "the new one", "lean": "the lean one", "drones": "the new one with armed drones",
}  # fmt: skip
"""Options of the measures in words."""
CAVEATS = (
    "The spread of a rank over measures is a spread of analysts' choices, not a confidence interval: it does not "
    "shrink with more data.",
    "CINC counts iron, energy and heads and so puts China far ahead of the United States; it stands here as a foil and "
    "a check.",
    "Supplier shares of chips, cloud, models and networks are world shares unless marked otherwise: the open sources "
    "used have no importer-by-importer data.",
    "Votes and signatures are acts on record, not preferences; states that a list does not name have not refused.",
    "Nothing here forecasts war, and no line rests on the body of the second paper, of which only the abstract and the "
    "references are available.",
)


def _flips(desk: Desk) -> Table:
    """Choices that reverse who ranks higher, or that move the state's own rank most."""
    found = []
    for name in [n for n in SUMMARY if n in RECIPES and desk.year >= RECIPES[n].first_year]:
        c = composite(desk.panel, name, desk.year)
        found += [(c.recipe.label, *f) for f in flips(c, desk.state, desk.rival)]
    rows = []
    for label, choice, option, before, after, kind in sorted(found, key=lambda f: -abs(f[4] - f[3]))[:5]:
        unit = "rank" if kind == "rank" else "share of measures"
        show = (lambda v: f"{v:.0f}") if kind == "rank" else percent
        numbers = {
            k: desk.computed(f"{label}: {what} with {choice} = {option}", v, show(v), unit, "measure multiverse")
            for k, v, what in (("a", before, "overall"), ("b", after, "only"))
        }
        said = "own rank" if kind == "rank" else f"share of measures in which it outranks {desk.name(desk.rival or '')}"
        rows.append(
            [
                words(label),
                words(f"{choice}: only {OPTIONS.get(option, option)}"),
                words(said),
                Line("{a} to {b}", numbers),
            ]
        )
    return Table(
        "Choices of measurement that move a line most",
        ["Measure", "If one insisted on", "Line", "From, to"],
        rows,
        "Out of all measures drawn, only those that make the choice named; up to five, the largest moves first.",
    )


def _used(desk: Desk) -> list[str]:
    names = [series_of(n) for r in RECIPES.values() for f in r.fields for n in f.indicators() if n != GDP]
    return list(dict.fromkeys([*names, "gdp_market", "gdp_ppp", "population", "nmc_milex", "irst", "pec", "upop"]))


def _gaps(desk: Desk) -> Line:
    section = desk.panel.cross_section(_used(desk), desk.year)
    column = section.states.index(desk.state)
    missing = [v.label for v, x in zip(section.variables, section.value[:, column], strict=True) if np.isnan(x)]
    if not missing:
        return words(f"Every indicator used has a value for {the(desk.name(desk.state))}.")
    return words(f"No value on record for {the(desk.name(desk.state))} (missing, never zero): {', '.join(missing)}.")


def _stale(desk: Desk) -> Table:
    section = desk.panel.cross_section(_used(desk), desk.year)
    column = section.states.index(desk.state)
    rows: list[list[Line]] = []
    for k in section.origin_year[:, column].argsort(kind="stable"):
        when = int(section.origin_year[k, column])
        flag = str(section.flag[k, column])
        fresh = desk.year - when < STALE and flag in ("observed", "zero", "carried")
        if when == 0 or fresh or len(rows) == OLDEST:
            continue
        label, source = section.variables[k].label, str(section.source[k, column])
        number = desk.computed(f"year of {label}", when, str(when), "year", source, Grade.OBSERVED, when)
        rows.append(
            [
                words(label),
                Line("{y}", {"y": number}),
                words("old" if flag == "carried" else worded(flag)),
                words(source),
            ]
        )
    return Table("Old, interpolated, modeled or fused inputs", ["Series", "Year", "Why", "Source"], rows, SOURCES)


def _grades(desk: Desk) -> Table:
    """How many of the numbers shown so far are observed, estimated, assumed, by section."""
    rows = []
    done = [n for n in desk.ledger.rows if n.section != desk.section and n.unit not in ("year", "date")]
    for section in dict.fromkeys(n.section for n in done):
        counts = Counter(n.grade for n in done if n.section == section)
        total = sum(counts.values())
        cells = [words(section)]
        for grade in Grade:
            share = counts.get(grade.value, 0) / total
            cells.append(
                Line("{v}", {"v": desk.computed(f"{section}: share {grade}", share, percent(share), "share", "ledger")})
            )
        rows.append(cells)
    return Table("What the numbers above rest on", ["Section", *(g.value for g in Grade)], rows)
