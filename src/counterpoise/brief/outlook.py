"""Section 5, Outlook: where the state goes in simulated worlds, beside the same worlds without AI."""

# covers: RQ1, RQ5

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from counterpoise.runs.digest import KINDS, OF_STATES, OF_THE_WORLD, STATS

from .entries import Desk
from .page import Chart, Line, Number, Section, Table, words

if TYPE_CHECKING:
    from counterpoise.evidence.outlook_history import Weighed

FORCED = {"smart": "smart power, points", "hard": "hard power, points"}
QUESTION = "Where do simulated worlds take it, and what of that is due to AI?"
RIVALS = 5
YEARLY = {followed.name: followed.yearly for followed in (*OF_STATES, *OF_THE_WORLD)}


@dataclass(frozen=True)
class Found:
    """One line's numbers: the base year's median, what is judged by kind and statistic, and how often AI raises it."""

    start: float
    judged: dict[str, dict[str, float]]
    rises: float


@dataclass(frozen=True)
class Series:
    """One line of the outlook: how a followed field of the state, or an outcome of the whole system, is written."""

    name: str
    label: str
    unit: str
    scale: float = 1.0
    share: bool = False
    """Yes or no in each world: shown as the share of worlds, without an interval."""

    @property
    def yearly(self) -> bool:
        """Judged by the mean over the years (events) rather than by the last year."""
        return YEARLY[self.name]

    def held(self, digest: xr.Dataset) -> bool:
        """Whether the runs have it."""
        return self.name in digest.quantity or self.name in digest.outcome

    def found(self, digest: xr.Dataset) -> Found:
        """Its numbers in a digest of one state."""
        own, end = ({"quantity": self.name}, "") if self.name in digest.quantity else ({"outcome": self.name}, "_world")
        judged = digest[f"judged{end}"].sel(own)
        return Found(
            float(digest[f"start{end}"].sel(own)),
            {kind: {stat: float(judged.sel(kind=kind, stat=stat)) for stat in STATS} for kind in KINDS},
            float(digest[f"rises{end}"].sel(own)),
        )


OWN = (
    Series("smart", "smart power", "% of the world", 100),
    Series("hard", "hard power", "% of the world", 100),
    Series("milex_share", "military burden", "% of output", 100),
    Series("threat", "threat received from rivals", "% of output", 100),
    Series("dilemma", "intensity of the security dilemma", "zero to one"),
    Series("state_disputes", "its militarized disputes", "a year"),
    Series("sovereignty", "technological sovereignty", "zero to one"),
    Series("hedged", "how undecided its ties are", "zero to one"),
    Series("growth", "economic growth", "% a year", 100),
    Series("u_weapons", "adoption of autonomous weapons", "zero to one"),
)
WORLD = (
    Series("disputes", "pairs of states whose dispute begins", "a year"),
    Series("wars", "pairs of states at war", "a year"),
    Series("nuclear_risk", "nuclear uses to be expected", "a year"),
    Series("adopters_weapons", "states that have adopted autonomous weapons", "states"),
    Series("powers_smart", "effective number of powers, smart", "states"),
    Series("agreement", "agreement on autonomous weapons in force", "% of worlds", 100, share=True),
)


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
    blocks += [page.rivals(), page.table("The world", WORLD), *page.forces(moved), words(CAVEAT)]
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

    def headline(self) -> Line:
        """How many worlds, and whether AI raises or lowers the state's smart power in most of them."""
        worlds = int(self.digest.attrs["worlds"])
        rises = float(self.digest.rises.sel(quantity="smart"))
        median = 100 * float(self.digest.judged.sel(quantity="smart", kind="difference", stat="median"))
        numbers = {
            "n": self._number("worlds simulated", worlds, f"{worlds:,}", "worlds"),
            "s": self._number("share of worlds in which AI raises its smart power", rises, portion(rises), "share"),
            "m": self._number("median difference that AI makes to smart power", *_shown(median)),
            "y": self._number("year in which worlds end", self.last, str(self.last), "year"),
        }
        text = f"In {{s}} of {{n}} simulated worlds AI leaves {self.desk.said(self.desk.state)} with a larger share of "
        text += "smart power in {y} than it has in the same world without AI; the median difference is {m} percentage "
        text += "points."
        return Line(text, numbers)

    def by_record(self, weighed: "Weighed | None") -> Iterator[Line]:
        """The headline once more, worlds counting as their parameters fit the record."""
        if weighed is None:
            return
        plain = float(self.digest.rises.sel(quantity="smart"))
        chance = 2.0 * sqrt(plain * (1.0 - plain) / weighed.effective)
        name = "share of worlds, weighted by the record, in which AI raises its smart power"
        numbers = {
            "s": self._number(name, weighed.rises, percent(weighed.rises), "share"),
            "m": self._number("median difference, weighted by the record", *_shown(100 * weighed.median)),
            "e": self._number("worlds that the weights leave", weighed.effective, f"{weighed.effective:.0f}", "worlds"),
        }
        moved = "does not change it by more than chance would" if abs(weighed.rises - plain) <= chance else "changes it"
        text = (
            f"The record {moved}: where each world counts as its parameters fit the disputes, pacts, votes, growth and "
        )
        text += "burdens on record, which leaves the worth of {e} worlds, it is {s}, with a median difference of {m}."
        yield Line(text, numbers)

    def table(self, title: str, lines: Sequence[Series]) -> Table:
        """Start, end, twin and paired difference of each line that the runs have."""
        rows = [self._row(series, series.found(self.digest)) for series in lines if series.held(self.digest)]
        columns = (
            "What",
            str(BASE_YEAR),
            "with AI, at the end",
            "without AI",
            "difference on the same draws",
            "AI raises it",
        )
        note = (
            "Median [5th to 95th percentile over worlds]; events are means over the years, all else the last year. The "
            "last column is a share of worlds."
        )
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

    def rivals(self) -> Table:
        """The states with which disputes begin most often, and the chosen rival."""
        rates = [_onsets(self.digest, side) for side in ("with", "without")]
        first = [s for s in (self.desk.rival,) if s is not None and s in rates[0]]
        others = sorted(rates[0], key=lambda s: -rates[0][s])
        chosen = [*first, *(s for s in others if s not in first)][:RIVALS]
        rows = [[words(self.desk.name(s)), *(self._rate(s, rate, k) for k, rate in enumerate(rates))] for s in chosen]
        note = (
            "Mean over worlds and years of whether a militarized dispute of the pair begins; pairs that are not in "
            "the model (not neighbors, rivals, allies or major powers) are left out."
        )
        return Table("Chance of a dispute in a year", ("Disputes with", "with AI", "without AI"), rows, note)

    def forces(self, moved: pd.DataFrame | None) -> list[Table]:
        """What geostrategy, governance and the race for technology each do to its power by the end."""
        if moved is None:
            return []
        own = moved[moved.state == self.desk.state]
        forces = list(dict.fromkeys(own.force))
        rows = [[words(force), *(self._moved(own, force, measure) for measure in FORCED)] for force in forces]
        note = (
            "Points of the world's power gained or lost since the base year because of each set of mechanisms, over "
            "the orders in which they can be switched on (Shapley); the parts sum to the change. Interval of the mean "
            "over worlds; the last row is growth, convergence and chance."
        )
        return [Table("Which force moves it", ("Force", *FORCED.values()), rows, note)] if rows else []

    def _moved(self, own: pd.DataFrame, force: str, measure: str) -> Line:
        row = own[(own.force == force) & (own.measure == measure)].iloc[0]
        parts = {"m": ("mean", row.part), "a": ("low", row.low), "b": ("high", row.high)}
        label = f"change in {FORCED[measure]} by {self.last} due to {force}"
        numbers = {k: self._number(f"{label}, {what}", *_shown(100 * float(v))) for k, (what, v) in parts.items()}
        return Line("{m} [{a} to {b}]", numbers)

    def _row(self, series: Series, found: Found) -> list[Line]:
        where = f"{series.label} in {series.unit}"
        what = {"with": f"{where}, with AI", "without": f"{where}, without AI", "difference": f"{where}, difference"}
        cells = [
            words("-") if series.yearly else self._start(f"{where}, {BASE_YEAR}", series.scale * found.start),
            *(self._cell(label, series, found.judged[kind]) for kind, label in what.items()),
            Line("{v}", {"v": self._number(f"{where}: worlds in which AI raises it", found.rises,
                                           percent(found.rises), "share")}),
        ]  # fmt: skip
        return [words(f"{series.label} ({series.unit})"), *cells]

    def _start(self, label: str, value: float) -> Line:
        """The median in the base year; nothing where the model makes the value in its first year."""
        if not value > 0.0:
            return words("-")
        return Line("{v}", {"v": self._number(label, *_shown(value), year=BASE_YEAR)})

    def _cell(self, label: str, series: Series, found: dict[str, float]) -> Line:
        if series.share:
            return Line("{v}", {"v": self._number(f"{label}, mean", *_shown(series.scale * found["mean"]))})
        parts = {"m": ("median", "median"), "a": ("5th percentile", "low"), "b": ("95th percentile", "high")}
        numbers = {
            key: self._number(f"{label}, {said}", *_shown(series.scale * found[stat]))
            for key, (said, stat) in parts.items()
        }
        return Line("{m} [{a} to {b}]", numbers)

    def _rate(self, state: str, rates: dict[str, float], k: int) -> Line:
        label = f"chance of a dispute with {self.desk.name(state)} in a year, {('with', 'without')[k]} AI"
        value = rates[state]
        return Line("{v}", {"v": self._number(label, value, percent(value), "probability")})

    def _number(self, label: str, value: float, text: str, unit: str = "", year: int | None = None) -> Number:
        source = f"simulation {self.digest.attrs['run_id']} and its twin {self.digest.attrs['twin_id']}"
        return self.desk.computed(label, value, text, unit or "as labelled", source, Grade.ASSUMED, year or self.last)


def _onsets(digest: xr.Dataset, side: str) -> dict[str, float]:
    """For each other state of a simulated pair, the mean chance of an onset in a year."""
    return dict(zip(map(str, digest.receiver.to_numpy()), map(float, digest.onset.sel(side=side)), strict=True))


def _shown(value: float) -> tuple[float, str]:
    """A value and how it is written: three digits, never as a power of ten, a true minus."""
    if not np.isfinite(value):
        return float(value), "missing"
    written = np.format_float_positional(float(f"{value:.3g}"), trim="-")
    return float(value), written.replace("-", "−")
