"""Section 2, Dependence: on whom the state depends one-sidedly, and what it would lose."""

import numpy as np
import pandas as pd

from counterpoise.charts import share_chart
from counterpoise.charts.percent import percent
from counterpoise.charts.shares import Supplied
from counterpoise.core import Grade
from counterpoise.deals.words import the
from counterpoise.power.embargo import embargo
from counterpoise.power.measures import SOVEREIGNTY_FROM
from counterpoise.power.places import places
from counterpoise.power.sovereignty import measure_sovereignty
from counterpoise.power.supply import Supply, read_supply
from counterpoise.start.drones import in_series

from .entries import Desk
from .page import Chart, Line, Number, Section, Table, capital, literal, words

SOURCE = "supplier table"
PRESENCE = {
    "compute_home": "AI computing that stands in the state (H100 equivalents, clusters known)",
    "compute_owned": "AI computing that its owners hold anywhere (H100 equivalents, clusters known)",
    "cloud_regions_total": "Cloud regions of the large providers in the state",
    "cloud_regions_home": "of these, of providers at home in the state",
    "cables": "Submarine cables landing",
    "us_troops_hosted": "United States troops hosted",
}


QUESTION = "On whom does it depend one-sidedly, states and firms, and what would an embargo do?"


def write(desk: Desk) -> Section:
    """The section; for years that the supplier table does not describe, a line that says so."""
    if desk.year < SOVEREIGNTY_FROM:
        absent = f"The supplier table describes recent years only; for {desk.year} nothing is claimed."
        return Section(2, "Dependence", QUESTION, [words(absent)])
    supply = {level: read_supply(desk.panel, desk.year, level) for level in ("state", "firm")}
    blocks: list[Line | Table | Chart] = [_headline(desk), _evidence(desk, supply["state"]), _variants(desk)]
    blocks += [_by_technology(desk, supply), _picture(desk, supply["state"])]
    bars = _bars(desk, supply["firm"])
    blocks += [bars] if bars else []
    blocks += [_embargo(desk, supply["state"], supplier) for supplier in _largest(desk, supply["state"])]
    blocks.append(_presence(desk))
    return Section(2, "Dependence", QUESTION, blocks)


def _headline(desk: Desk) -> Line:
    """The places that the measures leave open; a rank only where they are few."""
    result = measure_sovereignty(desk.panel, desk.year)
    i, n = result.states.index(desk.state), len(result.states)
    value, rank = result.standing(friends_count=True)
    best, worst = (int(p[i]) for p in result.places(friends_count=True))
    _, _, scores = next(result.variants())  # the measures of the headline
    low, high = (float(q) for q in np.quantile(scores[:, i], (0.05, 0.95)))
    grade = Grade.ESTIMATED if result.specific[i].mean() > HALF else Grade.ASSUMED
    shown = {
        "v": ("technological sovereignty", float(value[i]), f"{value[i]:.2f}", "zero to one"),
        "a": ("5th percentile of technological sovereignty over measures", low, f"{low:.2f}", "zero to one"),
        "b": ("95th percentile of technological sovereignty over measures", high, f"{high:.2f}", "zero to one"),
        "u": ("states clearly above in sovereignty", best - 1, counted(best - 1), "states"),
        "d": ("states clearly below in sovereignty", n - worst, counted(n - worst), "states"),
        "m": ("states not told apart in sovereignty", worst - best, counted(worst - best), "states"),
        "n": ("states compared", n, str(n), "states"),
    }
    within = worst - best < n * NARROW
    if within:
        shown["r"] = ("rank in technological sovereignty", int(rank[i]), str(rank[i]), "rank")
    numbers = {k: desk.computed(*entry, SOURCE, grade) for k, entry in shown.items()}
    text = "Technological sovereignty {v} ({a} to {b} by nine in ten measures; one: no one-sided dependence)" + (
        ", rank {r}" if within else ""
    )
    text += ": of {n} states, {u} clearly above, {d} clearly below, and {m} that cannot be told apart from it."
    return Line(text, numbers)


def counted(n: int) -> str:
    """How many, in a sentence: none rather than a zero."""
    return str(n) if n else "none"


def _evidence(desk: Desk, supply: Supply) -> Line:
    """How many technologies rest on evidence about this state, and how many on shares of the world."""
    own = int(supply.specific[supply.importers.index(desk.state)].sum())
    barred = int(supply.bars[supply.bars.importer == desk.state].technology.nunique())
    shown = {
        "o": ("technologies that rest on evidence about the state", own),
        "w": ("technologies for which world shares stand in", len(supply.technologies) - own),
        "q": ("of these, changed by bars on trade", barred),
    }
    numbers = {k: desk.computed(what, v, counted(v), "technologies", SOURCE) for k, (what, v) in shown.items()}
    text = f"Of the technologies {{o}} rest on evidence about {desk.said(desk.state)}, {{w}} on world shares ({{q}} of "
    return Line(
        text + "them changed by bars on trade), by which states without suppliers of their own look alike.", numbers
    )


HALF = 0.5
NARROW = 0.1  # of the system: a tier no wider than this leaves a rank its meaning


def _variants(desk: Desk) -> Table:
    """What each choice of the measure does to the state's score and place."""
    result = measure_sovereignty(desk.panel, desk.year)
    i = result.states.index(desk.state)
    rows = []
    for name, does, scores in result.variants():
        middle = float(np.median(scores[:, i]))
        best, worst = (int(p[i]) for p in places(scores))
        shown = {
            "v": ("sovereignty", middle, f"{middle:.2f}", "zero to one"),
            "a": ("best place in sovereignty", best, str(best), "rank"),
        }
        if worst > best:
            shown["b"] = ("worst place in sovereignty", worst, str(worst), "rank")
        n = {k: desk.computed(f"{e[0]}: {name}", *e[1:], SOURCE, Grade.ASSUMED) for k, e in shown.items()}
        place = Line("{a} to {b}" if worst > best else "{a}", {k: n[k] for k in "ab" if k in n})
        rows.append([words(name), words(does), Line("{v}", {"v": n["v"]}), place])
    note = (
        "Place: below all that lead it in nine of ten measures, above all that it leads so; in between it cannot be "
        "told apart. Below the first two rows friends count in full."
    )
    return Table("What each choice does to sovereignty", VARIANT_COLUMNS, rows, note)


VARIANT_COLUMNS = ("If", "What it does", "Score", "Place")


def _by_technology(desk: Desk, supply: dict[str, Supply]) -> Table:
    rows = []
    for t, technology in enumerate(supply["state"].technologies):
        cells = [words(plain_technology(technology))]
        for level in ("state", "firm"):
            cells.append(_top(desk, supply[level], t, level))
        rows.append([*cells, words(_rests_on(desk, supply["state"], t) + _made_at_home(desk, technology))])
    note = (
        "Largest foreign supplier with its share of supply and the range of that share. Where world shares stand in, "
        "the share is of what the world buys; how much of it this state buys is not known, and no dependence is "
        "claimed. Arms and military drones are read from deliveries on record; what a state makes at home is assumed "
        "from what it exports, so a maker that exports none counts as none, which is said where our register of "
        "producers knows better."
    )
    return Table("Suppliers of critical technology", ["Technology", "State", "Firm", "Rests on"], rows, note)


def _rests_on(desk: Desk, supply: Supply, t: int) -> str:
    """Evidence about the state, or the world's shares, with the suppliers that are barred from selling to it."""
    if supply.specific[supply.importers.index(desk.state), t]:
        return "evidence about this state"
    bars = supply.barred(desk.state, supply.technologies[t])
    said = "world shares stand in"
    for reach, phrase in (("whole", "without the barred"), ("part", "partly barred")):
        named = [_barred(desk, bar) for _, bar in bars[bars.reach == reach].iterrows()]
        said += f"; {phrase}: {', '.join(dict.fromkeys(named))}" if named else ""
    return said


def _made_at_home(desk: Desk, technology: str) -> str:
    """A reservation where the state makes itself what only deliveries are counted of."""
    made = in_series(desk.state, desk.year) if technology == DRONES else ""
    return f"; of deliveries alone: it makes its own in {made}" if made else ""


DRONES = "drones"


def _barred(desk: Desk, bar: pd.Series) -> str:
    return str(bar.supplier) or desk.name(bar.home)


def _bars(desk: Desk, supply: Supply) -> Table | None:
    """The bars that changed a world share of this state; nothing where there are none."""
    mine = supply.bars[supply.bars.importer == desk.state]
    rows = []
    for _, bar in mine.iterrows():
        label = f"{bar.technology} from {_barred(desk, bar)}: barred since"
        since = desk.recorded(label, bar.since, bar.since, "date", bar.source, bar.since[:4], Grade.OBSERVED)
        unsure = "" if bar.status == "checked" else f" ({bar.status})"
        rows.append(
            [
                words(plain_technology(bar.technology)),
                words(_barred(desk, bar)),
                words(bar.reach),
                Line(literal(f"{bar.measure}{unsure}, ") + "{d}", {"d": since}),
            ]
        )
    note = (
        "A bar on the whole takes the supplier out and scales the others up; on a part it only lowers the bound of its "
        "share to nothing. Export bans, import bans and firms that left; the list is not complete, and what passes a "
        "bar unseen is in no share."
    )
    return Table("Bars on trade that world shares do not know", TITLES, rows, note) if rows else None


TITLES = ("Technology", "Supplier", "Reach", "Measure")


def _top(desk: Desk, supply: Supply, t: int, level: str) -> Line:
    i = supply.importers.index(desk.state)
    foreign = np.where(supply.domestic()[i], 0.0, supply.share[i, :, t])
    j = int(foreign.argmax())
    if foreign[j] <= 0:
        return words("none known")
    if level == "firm" and supply.kind[j] == "state":
        return words("shares of firms not known")
    grade = Grade.ESTIMATED if supply.specific[i, t] else Grade.ASSUMED
    who = _called(desk, supply, j)
    label = f"share of {supply.technologies[t]} from {who}"
    low, high = sorted((supply.low[i, j, t], supply.high[i, j, t]))
    numbers = {
        k: desk.computed(f"{label}{what}", float(v), percent(float(v)), "share of supply", SOURCE, grade)
        for k, v, what in (("s", foreign[j], ""), ("a", low, ", low"), ("b", high, ", high"))
    }
    return Line(literal(who) + f" {{s}}{_of(bool(supply.specific[i, t]))} ({{a}} to {{b}})", numbers)


def _of(specific: bool) -> str:
    """Whose supply a share is of, where it is not the state's own."""
    return "" if specific else " of the world's"


def _called(desk: Desk, supply: Supply, j: int) -> str:
    """A state by its name, makers lumped together as *others in ...*, a firm as it is."""
    supplier = supply.suppliers[j]
    others = supplier.removeprefix("others, ")
    if others != supplier:
        return f"others in {desk.name(others)}"
    return desk.name(supplier) if supply.kind[j] == "state" else supplier


def _picture(desk: Desk, supply: Supply) -> Chart:
    i = supply.importers.index(desk.state)
    rows = []
    for t, technology in enumerate(supply.technologies):
        order = [int(j) for j in supply.share[i, :, t].argsort()[::-1][:3] if supply.share[i, j, t] > 0]
        if not order:
            continue
        named = [(desk.name(supply.suppliers[j]), float(supply.share[i, j, t])) for j in order]
        low, high = float(supply.low[i, order[0], t]), float(supply.high[i, order[0], t])
        rows.append(Supplied(plain_technology(technology), named, low, min(high, 1.0), bool(supply.specific[i, t])))
    return Chart(
        share_chart("suppliers", "Suppliers by home state", rows), "Line under a bar: range of the largest share."
    )


def _largest(desk: Desk, supply: Supply) -> list[str]:
    """The two foreign states that supply most over all technologies."""
    i = supply.importers.index(desk.state)
    total = np.where(supply.domestic()[i], 0.0, supply.share[i].sum(axis=1))
    return [supply.suppliers[j] for j in total.argsort()[::-1][:2] if total[j] > 0]


def _embargo(desk: Desk, supply: Supply, supplier: str) -> Table:
    frame = embargo(desk.panel, desk.state, supplier, desk.year)
    foes = rivals(desk)
    bars = supply.bars[(supply.bars.importer == desk.state) & (supply.bars.home == supplier)]
    barred = set(bars.technology[bars.reach == "part"])
    rows = [_loss(desk, row, foes, barred) for _, row in frame.iterrows()]
    title = f"What an embargo by {the(desk.name(supplier))} would cost"
    columns = ["Technology", "Lost at once", "Next best supplier", "It depends in return"]
    note = (
        "* Not known of this state: the supplier's share of what the world buys stands in, suppliers barred from the "
        "whole taken out. What this state would lose may be far less, above all where trade is partly barred."
    )
    if (frame.returned > 0).any():
        return Table(title, columns, rows, note)
    note += f" {capital(the(desk.name(supplier)))} depends on {the(desk.name(desk.state))} for none of them."
    return Table(title, columns[:3], [row[:3] for row in rows], note)


def rivals(desk: Desk) -> set[str]:
    """Strategic rivals of the state on record in the year of the brief."""
    now = desk.panel.dyads
    now = now[(now.year == desk.year) & (now.rivalry == True)]  # noqa: E712 (a column with missing values)
    pairs = zip(now.a.astype(str), now.b.astype(str), strict=True)
    return {b if a == desk.state else a for a, b in pairs if desk.state in (a, b)}


def _loss(desk: Desk, row: pd.Series, foes: set[str], barred: set[str]) -> list[Line]:
    def number(label: str, value: float) -> dict[str, Number]:
        return {"v": desk.computed(f"{label}: {row.technology}", value, percent(value), "share", SOURCE, row.grade)}

    assumed = row.grade == Grade.ASSUMED
    marks = (" *" if assumed else "") + (" (partly barred)" if row.technology in barred else "")
    lost = Line("{v}" + _of(not assumed), number("lost in an embargo", row.lost))
    cells = [words(plain_technology(row.technology) + marks), lost]
    if row.next_best == desk.state:
        share = number("share made at home", row.next_best_share)
        cells.append(Line("own production, {v} of the rest", share))
    elif isinstance(row.next_best, str):
        share = number("next best supplier's share", row.next_best_share)
        foe = " (a strategic rival)" if row.next_best in foes else ""
        cells.append(Line(literal(desk.name(row.next_best)) + foe + ", {v} of the rest", share))
    else:
        cells.append(words("none known"))
    cells.append(Line("{v}", number("returned dependence", row.returned)) if row.returned > 0 else words("in nothing"))
    return cells


def plain_technology(technology: str) -> str:
    """A technology's key in words."""
    return PLAIN.get(technology, technology.replace("_", " "))


PLAIN = {
    "telecom_5g": "mobile networks", "compute": "AI computing", "models": "AI models", "cables": "submarine cables",
    "drones": "military drones", "drones_civil": "civil drones", "rare_earths_refined": "refined rare earths",
}  # fmt: skip


def _presence(desk: Desk) -> Table:
    held = [v for v in PRESENCE if not (v == "us_troops_hosted" and desk.state == "USA")]
    section = desk.panel.cross_section(held, desk.year)
    actors = [desk.state] + ([desk.rival] if desk.rival else [])
    rows = [[words(PRESENCE[v]), *(desk.read(section, v, iso3) for iso3 in actors)] for v in held]
    return Table(
        "Data sovereignty and presence",
        ["Indicator", *(desk.name(a) for a in actors)],
        rows,
        "Side by side, never one made-up matrix. The list of AI clusters is far from complete.",
    )
