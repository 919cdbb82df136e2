"""Section 1, Standing: where the state stands in the old balance and in the new one, and how sure that is."""

import pandas as pd

from counterpoise.charts import interval_chart
from counterpoise.charts.intervals import Interval
from counterpoise.charts.lines import Band, line_chart
from counterpoise.charts.percent import percent, portion
from counterpoise.deals.words import listed
from counterpoise.power.composite import REPLICATES, Composite, composite
from counterpoise.power.dominance import dominates
from counterpoise.power.measures import measure
from counterpoise.power.normalize import RATIOS
from counterpoise.power.polarity import polarity_over_measures
from counterpoise.power.poles import DEFINITIONS, INDETERMINATE
from counterpoise.power.recipes import RECIPES
from counterpoise.power.structure import structure

from . import indicators, pair, trend
from .entries import Desk
from .page import Chart, Line, Section, Table, capital, words

OLD = {
    "personnel": ("Military personnel", "milper", 1e3, "persons"),
    "military-budget": ("Military budget", "milex", 1e6, "constant 2023 US$"),
    "gdp": ("GDP, market prices", "gdp_market", 1e6, "constant 2015 US$"),
    "gdp-ppp": ("GDP, purchasing power", "gdp_ppp", 1e6, "international $"),
}
INDICES = {"cinc": "CINC", "net-resources": "Net resources"}
CHOICES = {
    "basket": "the basket of indicators",
    "price": "market prices or PPP",
    "normalization": "the scale on which indicators are put",
    "imputation": "how gaps are filled",
    "rho": "how far fields make up for one another",
    "floor": "the floor under zeros",
}


def write(desk: Desk) -> Section:
    """The section: old balance, new balance, what drives the spread, polarity."""
    actors = [desk.state] + ([desk.rival] if desk.rival else [])
    tables = {name: measure(desk.panel, name, desk.year).set_index("state", drop=False) for name in (*OLD, *INDICES)}
    usable = [n for n in RECIPES if desk.year >= RECIPES[n].first_year]
    composites = {name: composite(desk.panel, name, desk.year) for name in usable}
    standings = {name: c.standing().set_index("state", drop=False) for name, c in composites.items()}
    blocks: list[Line | Table | Chart] = [_old(desk, tables, actors), _new(desk, composites, standings, actors)]
    blocks.append(_picture(desk, tables | standings, composites, actors))
    blocks += [_drivers(desk, composites[n]) for n in ("smart",) if n in composites]
    if desk.rival:
        blocks += [_against(desk, [composites[n] for n in ("hard", "soft", "smart") if n in composites])]
        blocks += [_dominance(desk, composites["smart"])] if "smart" in composites else []
        blocks.append(pair.write(desk))
    blocks += trend.write(desk, actors)
    blocks += _polarity(desk, composites.get("smart"))
    blocks += indicators.write(desk, actors)
    return Section(1, "Standing", "Where does the state stand in the old and in the new balance of power?", blocks)


def _old(desk: Desk, tables: dict[str, pd.DataFrame], actors: list[str]) -> Table:
    section = desk.panel.cross_section([v for _, v, _, _ in OLD.values()], desk.year)
    rows = []
    for key, (label, variable, scale, unit) in OLD.items():
        cells = [words(f"{label} ({unit})")]
        for iso3 in actors:
            cells += [desk.read(section, variable, iso3, scale, unit), desk.ranked(tables[key].loc[iso3])]
        rows.append(cells)
    for key, label in INDICES.items():
        cells = [words(f"{label}, world share")]
        for iso3 in actors:
            cells += [_share(desk, tables[key].loc[iso3]), desk.ranked(tables[key].loc[iso3])]
        rows.append(cells)
    return Table("The old balance", _columns(desk, actors, "value"), rows, NOTE)


NOTE = (
    "Rank among members of the system, 1 the strongest; in brackets the 5th to 95th percentile over defensible ways to "
    "measure the same thing (weights, exponent, normalization, imputation, prices): choices, not confidence. A year "
    "after a value says when it was recorded if not this year, a word how a value was made that was not observed."
)


def _new(desk: Desk, composites: dict[str, Composite], standings: dict[str, pd.DataFrame], actors: list[str]) -> Table:
    order = ("science-technology", "economy", "military", "hard", "soft", "smart")
    rows = []
    for name in (n for n in order if n in composites):
        cells = [words(composites[name].recipe.label)]
        for iso3 in actors:
            cells += [_share(desk, standings[name].loc[iso3]), desk.ranked(standings[name].loc[iso3])]
            cells.append(_data_error(desk, composites[name], iso3))
        rows.append(cells)
    columns = ["Measure"]
    for iso3 in actors:
        columns += [f"{desk.name(iso3)}: share", "rank [choices]", "plain measure [data error]"]
    note = (
        f"Over {REPLICATES:,} measures each, the same that 'counterpoise measure' shows. The plain measure is "
        "one of them (new basket, equal "
        "weights, world shares, market prices): its rank, with the spread that error in the data alone gives it."
    )
    absent = [r.label.lower() for n, r in RECIPES.items() if n not in composites]
    note += f" Not measured, for want of series in {desk.year}: {', '.join(absent)}." if absent else ""
    return Table("The new balance", columns, rows, note)


def _columns(desk: Desk, actors: list[str], what: str) -> list[str]:
    return ["Measure"] + [h for iso3 in actors for h in (f"{desk.name(iso3)}: {what}", "rank")]


def _share(desk: Desk, row: pd.Series) -> Line:
    if pd.isna(row["share"]):
        return words("missing")
    label = f"world share of {row.measure}, {desk.name(row.state)}"
    return Line(
        "{v}",
        {"v": desk.computed(label, row["share"], percent(row["share"]), "share", row.source, row.grade, row.year)},
    )


def _data_error(desk: Desk, c: Composite, iso3: str) -> Line:
    """Rank under the plain measure with its spread from error in the data."""
    low, high = c.data_interval(iso3)
    label = f"rank of {c.recipe.name} by the plain measure under drawn data, {desk.name(iso3)}"
    shown = {"p": (c.plain_rank(iso3), "median")}
    if low != high:
        shown |= {"a": (low, "5th percentile"), "b": (high, "95th percentile")}
    numbers = {
        k: desk.computed(f"{label}, {word}", v, str(v), "rank", "draws from the panel's errors")
        for k, (v, word) in shown.items()
    }
    return Line("{p} [{a}-{b}]" if low != high else "{p}", numbers)


def _picture(desk: Desk, tables: dict[str, pd.DataFrame], composites: dict[str, Composite], actors: list[str]) -> Chart:
    labels = {k: v[0] for k, v in OLD.items()} | INDICES | {n: c.recipe.label for n, c in composites.items()}
    marks = []
    for name, label in labels.items():
        for iso3 in actors:
            row = tables[name].loc[iso3]
            if pd.isna(row["rank"]):
                continue
            data = composites[name].data_interval(iso3) if name in composites else (None, None)
            marks.append(
                Interval(desk.name(iso3), label, int(row["rank"]), int(row.rank_low), int(row.rank_high), *data)
            )
    svg = interval_chart("standing", f"Ranks of {desk.name(desk.state)}", marks, len(tables["cinc"]))
    return Chart(svg, "Thick bar: 5th to 95th percentile over measures. Thin bar: error in the data. Dot: middle rank.")


def _drivers(desk: Desk, c: Composite) -> Line:
    """The choice that moves the state's smart-power rank most."""
    column = c.importance([desk.state])[desk.state].sort_values(ascending=False)
    top, second = (_choice(str(name)) for name in column.index[:2])
    source = "variance decomposition over measures"
    numbers = {
        "n": desk.computed("measures drawn", REPLICATES, f"{REPLICATES:,}", "measures", source, "assumed"),
        "a": desk.computed(
            f"share of rank spread explained by {top}", column.iloc[0], percent(column.iloc[0]), "share", source
        ),
        "b": desk.computed(
            f"share of rank spread explained by {second}", column.iloc[1], percent(column.iloc[1]), "share", source
        ),
    }
    return Line(
        f"Over {{n}} measures of {c.recipe.label.lower()} the rank moves most with {top}, which alone explains {{a}} "
        f"of its spread, then with {second} ({{b}}).",
        numbers,
    )


def _choice(name: str) -> str:
    """A choice of the measure in words."""
    field = name.removeprefix("weight of ").lower()
    return CHOICES.get(name) or f"the weight of the {field} field"


def _against(desk: Desk, measured: list[Composite]) -> Line:
    """How often the state ranks above its rival."""
    assert desk.rival is not None
    numbers = {}
    for c in measured:
        share = c.multiverse.outranks(desk.state, desk.rival)
        label = f"share of measures in which {desk.name(desk.state)} outranks {desk.name(desk.rival)}, {c.recipe.name}"
        numbers[c.recipe.name] = desk.computed(label, share, portion(share), "share", "measure multiverse")
    said = listed([f"{{{c.recipe.name}}} of the measures of {c.recipe.label.lower()}" for c in measured])
    return Line(f"{capital(desk.said(desk.state))} ranks above {desk.said(desk.rival)} in {said}.", numbers)


def _dominance(desk: Desk, c: Composite) -> Line:
    """Whether one of the two is ahead on every indicator."""
    assert desk.rival is not None
    matrix = dominates(c.section.value[:-1])
    i, j = c.section.states.index(desk.state), c.section.states.index(desk.rival)
    a, b = desk.said(desk.state), desk.said(desk.rival)
    first, second = (b, a) if matrix[j, i] else (a, b)
    if matrix[j, i] or matrix[i, j]:
        said = f"{capital(first)} is ahead of {second} on every indicator of smart power that both have"
        return Line(f"{said}: no weighting of these puts {second} first, only what fills the gaps could.")
    return Line(f"Neither {a} nor {b} leads on every indicator of smart power: who is ahead depends on weights.")


def _polarity(desk: Desk, smart: Composite | None) -> list[Line | Table | Chart]:
    trend = {name: structure(desk.panel, name, last=desk.year, step=2) for name in ("cinc", "net-resources")}
    rows = []
    for year in [y for y in (1950, 1970, 1990, 2000, 2010, desk.year) if y <= desk.year]:
        cells = [words(str(year))]
        for name, frame in trend.items():
            row = frame[frame.year == year].iloc[0]
            label = f"effective number of powers by {name}"
            told = {
                "n": (label, row.effective_number),
                "a": (f"{label}, low", row.low),
                "b": (f"{label}, high", row.high),
            }
            numbers = {
                k: desk.computed(what, float(v), f"{v:.1f}", "powers", "panel", year=year)
                for k, (what, v) in told.items()
            }
            cells.append(Line(f"{_read_as(row)}, {{n}} powers [{{a}}-{{b}}]", numbers))
        rows.append(cells)
    note = (
        "Effective number of powers among the ten strongest [5th to 95th percentile under error in the data]. A label "
        "stands only where three definitions agree: gaps between the first three (ours, assumed), a half or two "
        "quarters of the whole (Modelski and Thompson), poles counted from half of the strongest (Schweller); else "
        "indeterminate, with what each says in that order."
    )
    blocks: list[Line | Table | Chart] = [Table("Polarity", ["Year", "By CINC", "By net resources"], rows, note)]
    bands = [Band(n, list(f.year), list(f.effective_number), list(f.low), list(f.high)) for n, f in trend.items()]
    blocks.append(
        Chart(line_chart("polarity", "Effective number of powers", bands, "powers"), "Band: error in the data.")
    )
    if smart is not None:
        blocks.append(_smart_polarity(desk, smart))
    return blocks


def _smart_polarity(desk: Desk, smart: Composite) -> Line:
    kept = smart.multiverse.choices.table.normalization.isin(RATIOS).to_numpy()
    shares = polarity_over_measures(smart.multiverse.scores[kept])
    numbers = {
        label: desk.computed(
            f"share of smart-power measures that read {label}", value, percent(value), "share", "measure multiverse"
        )
        for label, value in shares.items()
    }
    return Line(
        "By smart power the system reads unipolar in {unipolar} of the measures that keep ratios between states, "
        "bipolar in {bipolar}, multipolar in {multipolar}; in {indeterminate} the definitions differ and it is "
        "indeterminate. Measures of ranks or logarithms are left out: by them any world looks multipolar.",
        numbers,
    )


def _read_as(row: pd.Series) -> str:
    """The agreed label, or *indeterminate* with the reading of each definition."""
    if row.polarity != INDETERMINATE:
        return str(row.polarity)
    said = [row[f"by {name}"] for name in DEFINITIONS]
    return f"{INDETERMINATE} ({', '.join('none' if s == INDETERMINATE else s for s in said)})"
