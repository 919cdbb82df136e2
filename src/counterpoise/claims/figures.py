"""Figures 1 to 3 of the first paper drawn anew from the panel, beside what the paper prints, on one page."""

# covers: P07, P08, P14, E6

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jinja2 import Environment, PackageLoader, StrictUndefined

from counterpoise.charts import STYLE, count_chart, estimate_chart, stack_chart
from counterpoise.charts.counts import Count
from counterpoise.charts.counts import Mark as Stated
from counterpoise.charts.estimates import Mark, Row
from counterpoise.charts.stacks import Stack
from counterpoise.data.panel import Panel

from .board import check
from .expenditure import BUDGETS, TOP, expenditure
from .investment import COUNTS
from .personnel import PARTS, figure, personnel
from .verdict import Context, Fact, Finding, read_facts

PAGE = "paper-figures.html"
ORDINALS = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth"}


@dataclass(frozen=True)
class Picture:
    """One chart with what a reader must know to read it."""

    svg: str
    caption: str


@dataclass(frozen=True)
class Figure:
    """A figure of the paper: charts, the numbers in them, and what the text says of it with its verdict."""

    number: int
    title: str
    lead: str
    pictures: Sequence[Picture]
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str
    claims: Sequence[tuple[Fact, Finding]]


def write_figures(panel: Panel, folder: Path) -> Path:
    """Write the page into ``folder``, making it where needed; returns the file. Raises OSError if it cannot."""
    context = Context(panel, read_facts())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / PAGE
    path.write_text(page(context), encoding="utf-8")
    return path


def page(context: Context) -> str:
    """One page without any outside resource: styles and charts are inline."""
    environment = Environment(
        loader=PackageLoader("counterpoise.claims"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    figures = [investment(context), soldiers(context), budgets(context)]
    return environment.get_template("figures.html.j2").render(figures=figures, style=STYLE)


def investment(context: Context) -> Figure:
    """Figure 1: investment in AI by year by two counts, with the sum the paper prints."""
    table = context.panel.ai_investment_world
    stated = [Stated("printed in the paper", f.as_of, float(f.value)) for f in context.rows("ai_investment")]
    counts = []
    for count, label in COUNTS.items():
        rows = table[table["count"] == count]
        counts.append(Count(label, [int(y) for y in rows.year], [float(v) for v in rows.world]))
    printed = {m.year: f"{m.value:g}" for m in stated}
    rows_shown = [
        [str(y), *(f"{v:g}" for v in values), printed.get(y, "")]
        for y, *values in zip(counts[0].years, *(c.values for c in counts), strict=True)
    ]
    name = "Private investment in artificial intelligence, world, billion current US$ a year"
    return Figure(
        1,
        "Global AI investment",
        "The paper's Figure 1 is an image of one series. Here are two counts of the same deals from one database.",
        [Picture(count_chart("figure1", name, counts, stated, "billion current US$"), f"{name}.")],
        ["year", *(c.label for c in counts), "printed"],
        rows_shown,
        "Source: ETO Country Activity Tracker, our sums over all states, rounded to two digits; it gives no error. The "
        "distance between the two counts is the least that is unknown.",
        _claims(context, "ai_investment", "ai_investment_rank", "ai_investment_share"),
    )


def soldiers(context: Context) -> Figure:
    """Figure 2: personnel as printed, and active personnel beside the panel's with its error."""
    table = figure(context)
    names = {s: context.name(str(s)).removeprefix("the ") for s in table.index}
    stacks = [
        Stack(names[s], {p: None if np.isnan(v) else float(v) for p, v in zip(PARTS[:3], row, strict=True)})
        for s, row in zip(table.index, table[list(PARTS[:3])].to_numpy(), strict=True)
    ]
    facts = {f.subject: f for f in context.rows("personnel_row")}
    panel = {s: personnel(context, str(s), facts[str(s)].as_of) for s in table.index}
    by_active = table.sort_values("active", ascending=False, kind="stable")
    active = [
        Row(names[s], [Mark("printed", v / 1e3), Mark("panel", *(x / 1e3 for x in panel[s][:3]))])
        for s, v in zip(by_active.index, by_active.active, strict=True)
    ]
    first, second = "Military personnel as printed, million persons", "Active military personnel, thousand persons"
    rows = [
        [
            names[s],
            *facts[str(s)].values(),
            f"{panel[s].value:,.0f}",
            f"{round(panel[s].low, -3):,.0f} to {round(panel[s].high, -3):,.0f}",
        ]
        for s in table.index
    ]
    return Figure(
        2,
        "Military personnel",
        "The paper adds active soldiers, reserves and paramilitaries, so that a militia weighs as much as an army. "
        "By active soldiers alone the order is another one.",
        [
            Picture(
                stack_chart("figure2", first, stacks, "million persons", 1e6),
                f"{first}. The broken outline has no true width: the paper counts the undisclosed part as zero.",
            ),
            Picture(
                estimate_chart("figure2-active", second, active, "thousand persons"),
                f"{second}, in the order of the printed numbers, beside the panel's for the same year.",
            ),
        ],
        ["state", *(f"{p}, printed" for p in PARTS), "active, panel", "90 % range"],
        [[_grouped(c) for c in r] for r in rows],
        "Panel: National Material Capabilities 7.0 for 2022. Its error, a tenth of the value, is assumed: the source "
        "gives none. It may rest on the same yearbooks as the paper's source, so agreement is weak evidence.",
        _claims(context, "personnel_order", "personnel_pair", rows_not_holding="personnel_row"),
    )


def budgets(context: Context) -> Figure:
    """Figure 3: the largest budgets of the year with their error, in purchasing power, and by another source."""
    year = next(f.as_of for f in context.facts if f.id == "figure3-top15")
    states, values = _largest(context, year)
    stated = _stated_ranks(context, year)
    rows, cells = [], []
    for k, state in enumerate(states):
        own = expenditure(context, state, year).scaled(1e-9)
        ppp, nmc = (values[label][state] for label in list(BUDGETS)[:1:-1])
        marks = [Mark("US$ of 2023, our estimate", *own[:3]), Mark("purchasing power, our estimate", ppp)]
        marks += [Mark("current US$, NMC", nmc)] if np.isfinite(nmc) else []
        note = f"text: {ORDINALS.get(stated[state], stated[state])}" if state in stated else ""
        name = context.name(state).removeprefix("the ")
        rows.append(Row(f"{k + 1}  {name}", marks, note))
        range_ = f"{own.low:,.0f} to {own.high:,.0f}"
        nmc_cell = f"{nmc:,.0f}" if np.isfinite(nmc) else "unknown"
        text = str(stated.get(state, ""))
        cells.append([str(k + 1), name, f"{own.value:,.0f}", range_, f"{ppp:,.0f}", nmc_cell, text])
    title = f"The {TOP} largest military expenditures of {year}, billion"
    return Figure(
        3,
        f"Defense budgets: top {TOP} in {year}",
        "The paper's Figure 3 is an image from a yearbook that the text does not carry. Three ways to value a budget "
        "agree on the first two states and on little behind them.",
        [
            Picture(
                estimate_chart("figure3", title, rows, "billion US$ or international $"),
                f"{title}: US$ of 2023 with 90 % range, international $ of 2021, and current US$. "
                "The number before a name is the rank in US$ of 2023.",
            )
        ],
        ["rank", "state", "US$ of 2023", "90 % range", "purchasing power", "NMC, current US$", "rank in the text"],
        cells,
        "Our estimate fuses NMC, SIPRI and the World Bank's share of GDP; in purchasing power it is that share of GDP "
        "at the prices of the whole economy, which understates what is imported. The "
        "three are in dollars of three years, so that even the United States has three values. NMC may leave out "
        "Russia's National Guard and military pensions, which the paper's footnote counts for Russia.",
        _claims(context, "budget_rank", "exchange_rates", "input_costs"),
    )


def _largest(context: Context, year: int) -> tuple[list[str], dict[str, dict[str, float]]]:
    """The states with the largest budgets by our estimate, and billions by every valuation."""
    values = {}
    for label, (names, combine) in BUDGETS.items():
        section = context.panel.cross_section(names, year)
        unit = 1e-6 if names == ["nmc_milex"] else 1e-3  # thousands, and millions, to billions
        values[label] = dict(zip(section.states, unit * combine(section.value), strict=True))
    first = next(iter(values.values()))
    order = sorted((s for s in first if np.isfinite(first[s])), key=lambda s: -first[s])
    return order[:TOP], values


def _stated_ranks(context: Context, year: int) -> dict[str, int]:
    """Ranks by budget that the text states for the year."""
    facts = [f for f in context.rows("budget_rank") if f.as_of == year]
    return {s: int(v) for f in facts for s, v in zip(f.subjects(), f.values(), strict=True)}


def _claims(context: Context, *checks: str, rows_not_holding: str = "") -> list[tuple[Fact, Finding]]:
    """What the text says, with verdicts; of a table's rows only those that do not simply hold."""
    found = [(f, check(f, context)) for f in context.facts if f.check in checks]
    rows = [(f, check(f, context)) for f in context.rows(rows_not_holding)]
    return found + [(f, v) for f, v in rows if v.verdict != "holds"]


def _grouped(cell: str) -> str:
    return f"{int(cell):,}" if cell.isdigit() else cell
