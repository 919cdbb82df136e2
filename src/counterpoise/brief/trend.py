"""Change over time: the rank in earlier years by the measures of today, and whether its spread has moved."""

import pandas as pd

from counterpoise.charts import rank_chart
from counterpoise.charts.lines import Band
from counterpoise.power.composite import REPLICATES, composite
from counterpoise.power.recipes import RECIPES

from .entries import Desk
from .page import Chart, Line, Table, words

SHOWN = ("hard", "smart")
YEARS = (2000, 2010)
DRAWN = (2000, 2005, 2010, 2015, 2020)
PAST = 500  # measures for a year gone by: its percentiles move by about a rank


def write(desk: Desk, actors: list[str]) -> list[Line | Table | Chart]:
    """The table of ranks then and now, and the picture of smart power; nothing where no earlier year has measures."""
    earlier = [y for y in YEARS if y < desk.year]
    usable = [n for n in SHOWN if earlier and RECIPES[n].first_year <= min(earlier)]
    if not usable:
        return []
    rows = []
    for name in usable:
        for iso3 in actors:
            cells = [words(f"{RECIPES[name].label}, {desk.name(iso3)}")]
            cells += [_cell(desk, name, iso3, year) for year in (*earlier, desk.year)]
            rows.append([*cells, words(_verdict(desk, name, iso3, earlier[0]))])
    columns = ["Rank in", *(str(y) for y in earlier), str(desk.year), "Moved?"]
    note = (
        f"Over {PAST:,} measures for years gone by and {REPLICATES:,} for this one, in baskets that existed then. "
        "Moved: the spreads then and now do not overlap. Records of earlier years are thinner."
    )
    return [Table("Change over time", columns, rows, note), _picture(desk, actors)]


def _row(desk: Desk, name: str, iso3: str, year: int) -> pd.Series | None:
    """The standing of a state in a year; None where it was no member or has no rank."""
    made = composite(desk.panel, name, year) if year == desk.year else composite(desk.panel, name, year, PAST, 1)
    frame = made.standing().set_index("state", drop=False)
    return frame.loc[iso3] if iso3 in frame.index and not pd.isna(frame.loc[iso3, "rank"]) else None


def _cell(desk: Desk, name: str, iso3: str, year: int) -> Line:
    row = _row(desk, name, iso3, year)
    if row is None:
        return words("none")
    shown = {"r": ("rank", row["rank"]), "a": ("5th percentile of rank", row.rank_low)}
    shown |= {"b": ("95th percentile of rank", row.rank_high)}
    where = f"{name}, {desk.name(iso3)}, in {year}"
    numbers = {
        k: desk.computed(f"{what}, {where}", int(v), str(int(v)), "rank", row.source, row.grade, year)
        for k, (what, v) in shown.items()
        if k == "r" or row.rank_low != row.rank_high
    }
    return Line("{r} [{a}-{b}]" if len(numbers) == len(shown) else "{r}", numbers)


def _verdict(desk: Desk, name: str, iso3: str, then: int) -> str:
    before, now = _row(desk, name, iso3, then), _row(desk, name, iso3, desk.year)
    if before is None or now is None:
        return "cannot be said"
    if now.rank_high < before.rank_low:
        return "risen"
    return "fallen" if now.rank_low > before.rank_high else "within the spread"


def _picture(desk: Desk, actors: list[str]) -> Chart:
    name = "smart" if desk.year >= RECIPES["smart"].first_year else "hard"
    bands = []
    for iso3 in actors:
        years = [y for y in (*DRAWN, desk.year) if y <= desk.year]
        found = {y: row for y in dict.fromkeys(years) if (row := _row(desk, name, iso3, y)) is not None}
        columns = ([float(r[c]) for r in found.values()] for c in ("rank", "rank_low", "rank_high"))
        bands.append(Band(desk.name(iso3), list(found), *columns))
    svg = rank_chart("trend", f"Rank in {RECIPES[name].label.lower()} over time", [b for b in bands if b.years])
    return Chart(svg, f"{RECIPES[name].label}. Band: 5th to 95th percentile over measures. Line: rank.")
