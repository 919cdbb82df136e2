"""Section 5, Outlook: where the state goes in simulated worlds, beside the same worlds without AI."""

# covers: RQ1, RQ5

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import xarray as xr

from counterpoise.charts.fans import Fan, fan_chart
from counterpoise.charts.percent import percent, portion
from counterpoise.core import Grade
from counterpoise.data.panel import BASE_YEAR
from counterpoise.deals import base_rates
from counterpoise.runs.digest import KINDS

from . import disputes
from .base_rates import shown
from .differences import RULE, Span, short
from .entries import Desk
from .followed import OWN, WORLD, Found, Series
from .page import Chart, Line, Number, Section, Table, words

if TYPE_CHECKING:
    from counterpoise.evidence.outlook_history import Weighed

FORCED = {"smart": "smart power, points", "hard": "hard power, points"}
QUESTION = "Where do simulated worlds take it, and what of that is due to AI?"
POINTS = "percentage points"
NINETY = 1.644854
"""Standard errors on either side of a mean that hold nine tenths."""
SAID = {"with": "with AI", "without": "without AI", "difference": "difference"}


def write(desk: Desk) -> Section:
    """The section; for years other than the base year a line that says there is none."""
    if desk.year != BASE_YEAR:
        absent = f"Worlds are simulated from the base year only; for {desk.year} there is no outlook."
        return Section(5, "Outlook", QUESTION, [words(absent)])
    from counterpoise.evidence.forces_end import forces_at_end
    from counterpoise.evidence.outlook_history import weighed

    runs = simulated()
    return section(desk, runs, forces_at_end(), weighed(desk.state, runs.attrs["run_id"], runs.attrs["twin_id"]))


@lru_cache(maxsize=1)
def simulated() -> xr.Dataset:
    """The two runs under every brief, read once for the section and for what would turn its headline."""
    from counterpoise.runs.outlook import outlook_digest

    return outlook_digest()


def section(
    desk: Desk, digest: xr.Dataset, moved: pd.DataFrame | None = None, weighed: "Weighed | None" = None
) -> Section:
    """The section from two paired runs as ``runs.digest`` has them, what each force moved by the end, and what they say
    once worlds count as they fit the record."""
    states = set(map(str, digest.state.to_numpy()))
    if desk.state not in states:
        absent = f"{desk.name(desk.state)} is not among the {len(states)} states that are simulated."
        return Section(5, "Outlook", QUESTION, [words(absent)])
    page = Page(desk, digest.sel(state=desk.state).isel(dyad=np.flatnonzero(digest.sender.to_numpy() == desk.state)))
    blocks: list[Line | Table | Chart] = [page.headline(), *page.by_record(weighed), page.table("The state", OWN)]
    blocks += [page.fan(series) for series in OWN if series.name in page.digest.drawn]
    blocks += [
        *disputes.chances(desk, page.digest, page.number),
        *disputes.record(desk),
        page.table("The world", WORLD),
        *page.forces(moved),
        words(CAVEAT),
    ]
    return Section(5, "Outlook", QUESTION, blocks)


UNEQUAL = (
    " The model's shares of power count in shares of the world alone, and so are more unequal than those of Standing, "
    "which also average ranks and logarithms."
)
CAVEAT = (
    "These are consequences of mechanisms whose priors are mostly assumed, not forecasts: only growth, arming, votes "
    "and disputes have been fitted to history, and the last section says how that did. Worlds with and without AI meet "
    "the same luck, so the difference is what the AI mechanisms do in this model."
)


@dataclass(frozen=True)
class Page:
    """A state's lines from the two runs."""

    desk: Desk
    digest: xr.Dataset

    @cached_property
    def last(self) -> int:
        """The year in which runs end."""
        return int(self.digest.year[-1])

    @cached_property
    def smart(self) -> tuple[Span, float]:
        """The difference that AI makes to its smart power, and the smart power without AI; percent of the world."""
        judged = 100.0 * self.digest.judged.sel(quantity="smart")
        middle, low, high = (float(judged.sel(kind="difference", stat=s)) for s in ("median", "low", "high"))
        return Span(middle, low, high), float(judged.sel(kind="without", stat="median"))

    def headline(self) -> Line:
        """How many worlds, and whether AI raises or lowers the state's smart power in most of them."""
        worlds = int(self.digest.attrs["worlds"])
        rises = float(self.digest.rises.sel(quantity="smart"))
        span, beside = self.smart
        middle, low, high = span.texts(beside)
        label = "difference that AI makes to smart power"
        numbers = {
            "n": self.number("worlds simulated", worlds, f"{worlds:,}", "worlds"),
            "s": self.number("share of worlds in which AI raises its smart power", rises, portion(rises), "share"),
            "y": self.number("year in which worlds end", self.last, str(self.last), "year"),
            "m": self.number(f"median {label}", span.middle, middle, POINTS),
            "a": self.number(f"5th percentile of the {label}", span.low, low, POINTS),
            "b": self.number(f"95th percentile of the {label}", span.high, high, POINTS),
        }
        text = f"In {{s}} of {{n}} simulated worlds AI leaves {self.desk.said(self.desk.state)} with a larger share of "
        text += "smart power in {y} than it has in the same world without AI; the median difference is {m}"
        none = span.negligible(beside)
        text += " worth naming ({a} to {b} percentage points" if none else " percentage points ({a} to {b}"
        return Line(text + " in nine worlds of ten).", numbers)

    def by_record(self, weighed: "Weighed | None") -> Iterator[Line]:
        """The headline once more, worlds counting as their parameters fit the record."""
        if weighed is None:
            return
        plain = float(self.digest.rises.sel(quantity="smart"))
        chance = 2.0 * sqrt(plain * (1.0 - plain) / weighed.effective)
        name = "share of worlds, weighted by the record, in which AI raises its smart power"
        span, beside = self.smart
        again = replace(span, middle=100 * weighed.median)  # its own interval is not kept: the plain one stands in
        numbers = {
            "s": self.number(name, weighed.rises, percent(weighed.rises), "share"),
            "m": self.number("median difference, weighted by the record", again.middle, again.texts(beside)[0], POINTS),
            "e": self.number("worlds that the weights leave", weighed.effective, f"{weighed.effective:.0f}", "worlds"),
        }
        moved = "does not change it by more than chance would" if abs(weighed.rises - plain) <= chance else "changes it"
        text = (
            f"The record {moved}: where each world counts as its parameters fit the disputes, pacts, votes, growth and "
        )
        text += "burdens on record, which leaves the worth of {e} worlds, AI raises it in {s} of them, and the "
        text += "median difference is {m}" + (" worth naming." if again.negligible(beside) else " percentage points.")
        yield Line(text, numbers)

    def table(self, title: str, lines: Sequence[Series]) -> Table:
        """Start, end, twin and paired difference of each line that the runs have."""
        rows = [self._row(series, series.found(self.digest)) for series in lines if series.held(self.digest)]
        columns = (
            "What",
            "before",
            "with AI, at the end",
            "without AI",
            "difference on the same draws",
            "AI raises it",
        )
        note = (
            "Median [5th to 95th percentile over worlds]; events are means over the years, all else the last year; "
            "before: the base year, or the record of events a year [the rates that it leaves open, nine times in ten, "
            "Jeffreys, wider where events come many in one year]. The last column is a share of worlds; those in "
            "which it makes no difference do not count. "
        ) + (RULE if lines is OWN else "What is called none is so by the rule above.")
        if any(series.share for series in lines):
            note += " A share of worlds has the range that so few worlds leave it, nine times in ten."
        return Table(title, columns, rows, note + (UNEQUAL if lines is OWN else ""))

    def fan(self, series: Series) -> Chart:
        """The state's worlds with AI as a fan, without AI dashed."""
        values = series.scale * self.digest.fan.sel(drawn=series.name)
        made = int(not np.nan_to_num(values.sel(side="with").isel(year=0)).any())  # in the first year, not before
        years = [int(y) for y in self.digest.year][made:]
        fans = [
            Fan(label, years, values.sel(side=side).transpose("quantile", "year").to_numpy()[:, made:].tolist())
            for side, label in (("with", "with AI"), ("without", "the same worlds without AI"))
        ]
        title = f"{series.label}, {self.desk.name(self.desk.state)}"
        svg = fan_chart(f"fan-{series.name}", title, fans[0], fans[1], series.unit)
        return Chart(svg, f"{title}: half and nine tenths of the worlds around the median; dashed: without AI.")

    def forces(self, moved: pd.DataFrame | None) -> list[Table]:
        """What geostrategy, governance and the race for technology each do to its power by the end."""
        if moved is None:
            return []
        own = moved[moved.state == self.desk.state]
        forces = list(dict.fromkeys(own.force))
        rows = [[words(force), *(self._moved(own, force, measure) for measure in FORCED)] for force in forces]
        note = (
            "Points of the world's power gained or lost since the base year because of each set of mechanisms, over "
            "the orders in which they can be switched on (Shapley); the parts sum to the change. Interval: where the "
            "mean over all worlds lies nineteen times in twenty. The last row is growth, convergence and chance. "
            "What is called none is so by the rule above, beside its power in the base year."
        )
        return [Table("Which force moves it", ("Force", *FORCED.values()), rows, note)] if rows else []

    def _moved(self, own: pd.DataFrame, force: str, measure: str) -> Line:
        row = own[(own.force == force) & (own.measure == measure)].iloc[0]
        label = f"change in {FORCED[measure]} by {self.last} due to {force}"
        beside = 100 * float(self.digest.start.sel(quantity=measure))
        return self._spanned(label, "mean", Span(*(100 * float(v) for v in (row.part, row.low, row.high))), beside)

    def _row(self, series: Series, found: Found) -> list[Line]:
        where = f"{series.label} in {series.unit}"
        rises = self.number(f"{where}: worlds in which AI raises it", found.rises, percent(found.rises), "share")
        before = series.scale * found.start
        return [
            words(f"{series.label} ({series.unit})"),
            self._before(series) if series.yearly else self._start(f"{where}, {BASE_YEAR}", before),
            *(self._cell(f"{where}, {SAID[kind]}", series, found, kind) for kind in KINDS),
            Line("{v}", {"v": rises}),
        ]

    def _before(self, series: Series) -> Line:
        """What the record has of an event, a year."""
        panel = self.desk.panel
        rates = {
            "state_disputes": lambda: base_rates.of_state(panel, self.desk.state, BASE_YEAR),
            "disputes": lambda: base_rates.of_all(panel, BASE_YEAR),
            "wars": lambda: base_rates.of_all(panel, BASE_YEAR, "war_ongoing", base_rates.WARS),
        }
        made = rates.get(series.name)
        return shown(self.desk, made(), series.label) if made else words("-")

    def _start(self, label: str, value: float) -> Line:
        """The median in the base year; nothing where the model makes the value in its first year."""
        if not value > 0.0:
            return words("-")
        return Line("{v}", {"v": self.number(label, value, short(value), year=BASE_YEAR)})

    def _cell(self, label: str, series: Series, found: Found, kind: str) -> Line:
        stats = {k: {s: series.scale * v for s, v in each.items()} for k, each in found.judged.items()}
        if series.share:
            error = series.scale * self._luck(found, kind)
            mean = stats[kind]["mean"]
            span, middle = Span(mean, mean - error, mean + error), "mean"
        else:
            span, middle = Span(*(stats[kind][s] for s in ("median", "low", "high"))), "median"
        beside = stats["without"][middle] if kind == "difference" else None
        return self._spanned(label, middle, span, beside)

    def _luck(self, found: Found, kind: str) -> float:
        """Half the range in which a share of worlds lies nine times in ten, for how few worlds there are."""
        worlds, mean = int(self.digest.attrs["worlds"]), found.judged[kind]["mean"]
        if kind == "difference":  # worlds that turn to yes, less those that turn to no
            turned = 2.0 * found.rises - mean
            return NINETY * sqrt(max(turned - mean**2, 0.0) / worlds)
        return NINETY * sqrt(max(mean * (1.0 - mean), 0.0) / worlds)

    def _spanned(self, label: str, middle: str, span: Span, beside: float | None) -> Line:
        """A middle with its interval; told to be none where it is a difference from ``beside`` not worth naming."""
        texts = span.texts(beside)
        parts = {
            "m": (middle, span.middle, texts[0]),
            "a": ("low", span.low, texts[1]),
            "b": ("high", span.high, texts[2]),
        }
        numbers = {key: self.number(f"{label}, {what}", value, text) for key, (what, value, text) in parts.items()}
        return Line("{m} [{a} to {b}]", numbers)

    def number(self, label: str, value: float, text: str, unit: str = "", year: int | None = None) -> Number:
        """Enter a number of the runs."""
        source = f"simulation {self.digest.attrs['run_id']} and its twin {self.digest.attrs['twin_id']}"
        return self.desk.computed(label, value, text, unit or "as labeled", source, Grade.ASSUMED, year or self.last)
