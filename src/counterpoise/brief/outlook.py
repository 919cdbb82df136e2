"""Section 5, Outlook: where the state goes in simulated worlds, beside the same worlds without AI."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from counterpoise.charts.fans import Fan, fan_chart
from counterpoise.core import Grade
from counterpoise.data.panel import BASE_YEAR

from .entries import Desk, percent
from .page import Chart, Line, Number, Section, Table, words

QUESTION = "Where do simulated worlds take it, and what of that is due to AI?"
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
RIVALS = 5
Array = NDArray[np.float64]


@dataclass(frozen=True)
class Series:
    """One line of the outlook: a recorded field of the state, or an outcome of the whole system."""

    name: str
    label: str
    unit: str
    scale: float = 1.0
    yearly: bool = False
    """Judged by the mean over the years (events) rather than by the last year."""
    drawn: bool = False
    share: bool = False
    """Yes or no in each world: shown as the share of worlds, without an interval."""

    def of(self, run: xr.Dataset) -> Array:
        """Values (member, year) of a run that holds one state."""
        return self.scale * run[self.name].transpose("member", "year").to_numpy().astype(float)

    def judged(self, values: Array) -> Array:
        """One number for each member."""
        return values[:, 1:].mean(axis=1) if self.yearly else values[:, -1]


OWN = (
    Series("smart", "smart power", "% of the world", 100, drawn=True),
    Series("hard", "hard power", "% of the world", 100, drawn=True),
    Series("milex_share", "military burden", "% of output", 100, drawn=True),
    Series("threat", "threat received from rivals", "% of output", 100),
    Series("dilemma", "intensity of the security dilemma", "zero to one", drawn=True),
    Series("state_disputes", "its militarized disputes", "a year", yearly=True),
    Series("sovereignty", "technological sovereignty", "zero to one"),
    Series("hedged", "how undecided its ties are", "zero to one"),
    Series("growth", "economic growth", "% a year", 100, yearly=True),
    Series("u_weapons", "adoption of autonomous weapons", "zero to one"),
)
WORLD = (
    Series("disputes", "pairs of states whose dispute begins", "a year", yearly=True),
    Series("wars", "pairs of states at war", "a year", yearly=True),
    Series("nuclear_risk", "nuclear uses to be expected", "a year", yearly=True),
    Series("adopters_weapons", "states that have adopted autonomous weapons", "states"),
    Series("powers_smart", "effective number of powers, smart", "states"),
    Series("agreement", "agreement on autonomous weapons in force", "% of worlds", 100, share=True),
)


def write(desk: Desk) -> Section:
    """The section; for years other than the base year a line that says there is none."""
    if desk.year != BASE_YEAR:
        absent = f"Worlds are simulated from the base year only; for {desk.year} there is no outlook."
        return Section(5, "Outlook", QUESTION, [words(absent)])
    from counterpoise.runs.outlook import outlook

    return section(desk, *outlook())


def section(desk: Desk, run: xr.Dataset, twin: xr.Dataset) -> Section:
    """The section from a run and its twin without AI."""
    states = set(map(str, run.state.to_numpy()))
    if desk.state not in states:
        absent = f"{desk.name(desk.state)} is not among the {len(states)} states that are simulated."
        return Section(5, "Outlook", QUESTION, [words(absent)])
    page = Page(desk, own(run, desk.state), own(twin, desk.state))
    blocks: list[Line | Table | Chart] = [page.headline(), page.table("The state", OWN)]
    blocks += [page.fan(series) for series in OWN if series.drawn and series.name in run]
    blocks += [page.rivals(), page.table("The world", WORLD), words(CAVEAT)]
    return Section(5, "Outlook", QUESTION, blocks)


def own(run: xr.Dataset, state: str) -> xr.Dataset:
    """What the section shows of a run, for one state and its pairs, read from the store once."""
    held = [n for n in dict.fromkeys(s.name for s in (*OWN, *WORLD)) if n in run]
    pairs = np.flatnonzero(run.sender.to_numpy() == state)
    return run[[*held, "onset_mean"]].sel(state=state).isel(dyad=pairs).load()


CAVEAT = (
    "These are consequences of assumed mechanisms and priors that no history has yet been fitted to, not forecasts; "
    "the twin meets the same luck, so the difference is what the AI mechanisms do in this model."
)


@dataclass(frozen=True)
class Page:
    """A state's lines from the two runs, each as ``own`` reads it."""

    desk: Desk
    run: xr.Dataset
    twin: xr.Dataset

    @property
    def last(self) -> int:
        """The year in which runs end."""
        return int(self.run.year[-1])

    def headline(self) -> Line:
        """How many worlds, and whether AI raises or lowers the state's smart power in most of them."""
        with_ai, without = (100 * run["smart"].isel(year=-1).to_numpy() for run in (self.run, self.twin))
        rises = _share(with_ai > without)
        median = float(np.nanmedian(with_ai - without))
        numbers = {
            "n": self._number("worlds simulated", len(with_ai), f"{len(with_ai):,}", "worlds"),
            "s": self._number("share of worlds in which AI raises its smart power", rises, percent(rises), "share"),
            "m": self._number("median difference that AI makes to smart power", *_shown(median)),
            "y": self._number("year in which worlds end", self.last, str(self.last), "year"),
        }
        text = "In {s} of {n} simulated worlds AI leaves the state with a larger share of smart power in {y} than the "
        return Line(text + "same world without AI; the median difference is {m} points.", numbers)

    def table(self, title: str, lines: Sequence[Series]) -> Table:
        """Start, end, twin and paired difference of each line that the runs have."""
        rows = [self._row(series) for series in lines if series.name in self.run and series.name in self.twin]
        columns = (
            "",
            str(BASE_YEAR),
            "with AI, at the end",
            "without AI",
            "difference on the same draws",
            "AI raises it",
        )
        note = "Median [5th to 95th percentile over worlds]; events are means over the years, all else the last year."
        return Table(title, columns, rows, note)

    def fan(self, series: Series) -> Chart:
        """The state's worlds with AI as a fan, without AI dashed."""
        made = int(not np.nan_to_num(series.of(self.run)[:, 0]).any())  # in the first year, not before
        years = [int(y) for y in self.run.year][made:]
        fans = [
            Fan(label, years, np.nanquantile(series.of(run)[:, made:], QUANTILES, axis=0).tolist())
            for label, run in (("with AI", self.run), ("the same worlds without AI", self.twin))
        ]
        title = f"{series.label}, {self.desk.name(self.desk.state)}"
        svg = fan_chart(f"fan-{series.name}", title, fans[0], fans[1], series.unit)
        return Chart(svg, f"{title}: half and nine tenths of the worlds around the median; dashed: without AI.")

    def rivals(self) -> Table:
        """The states with which disputes begin most often, and the chosen rival."""
        rates = [_onsets(run) for run in (self.run, self.twin)]
        first = [s for s in (self.desk.rival,) if s is not None and s in rates[0]]
        others = sorted(rates[0], key=lambda s: -rates[0][s])
        chosen = [*first, *(s for s in others if s not in first)][:RIVALS]
        rows = [[words(self.desk.name(s)), *(self._rate(s, rate, k) for k, rate in enumerate(rates))] for s in chosen]
        note = "Mean over worlds and years of whether a militarized dispute of the pair begins; pairs that are not in "
        note += "the model (not neighbors, rivals, allies or major powers) are left out."
        return Table("Chance of a dispute in a year", ("with", "with AI", "without AI"), rows, note)

    def _row(self, series: Series) -> list[Line]:
        run, twin = (series.of(each) for each in (self.run, self.twin))
        ends = [series.judged(values) for values in (run, twin)]
        where = f"{series.label} in {series.unit}"
        rises = _share(ends[0] > ends[1])
        cells = [
            self._start(f"{where}, {BASE_YEAR}", run[:, 0]) if not series.yearly else words("-"),
            *(
                self._cell(f"{where}, {what} AI", values, series)
                for what, values in zip(("with", "without"), ends, strict=True)
            ),
            self._cell(f"{where}, difference", ends[0] - ends[1], series),
            Line("{v}", {"v": self._number(f"{where}: worlds in which AI raises it", rises, percent(rises), "share")}),
        ]
        return [words(f"{series.label} ({series.unit})"), *cells]

    def _start(self, label: str, values: Array) -> Line:
        """The median in the base year; nothing where the model makes the value in its first year."""
        if not np.nan_to_num(values).any():
            return words("-")
        return Line("{v}", {"v": self._number(label, *_shown(float(np.nanmedian(values))), year=BASE_YEAR)})

    def _cell(self, label: str, values: Array, series: Series) -> Line:
        if series.share:
            return Line("{v}", {"v": self._number(f"{label}, mean", *_shown(float(np.nanmean(values))))})
        return self._interval(label, values)

    def _interval(self, label: str, values: Array) -> Line:
        middle, low, high = (float(q) for q in np.nanquantile(values, (0.5, 0.05, 0.95)))
        parts = {"m": ("median", middle), "a": ("5th percentile", low), "b": ("95th percentile", high)}
        numbers = {k: self._number(f"{label}, {what}", *_shown(value)) for k, (what, value) in parts.items()}
        return Line("{m} [{a} to {b}]", numbers)

    def _rate(self, state: str, rates: dict[str, float], k: int) -> Line:
        label = f"chance of a dispute with {self.desk.name(state)} in a year, {('with', 'without')[k]} AI"
        value = rates[state]
        return Line("{v}", {"v": self._number(label, value, percent(value), "probability")})

    def _number(self, label: str, value: float, text: str, unit: str = "", year: int | None = None) -> Number:
        source = f"simulation {self.run.attrs['run_id']} and its twin {self.twin.attrs['run_id']}"
        return self.desk.computed(label, value, text, unit or "as labelled", source, Grade.ASSUMED, year or self.last)


def _onsets(run: xr.Dataset) -> dict[str, float]:
    """For each other state of a simulated pair, the mean chance of an onset in a year."""
    rates = run["onset_mean"].isel(year=slice(1, None)).mean("year").to_numpy()
    return dict(zip(map(str, run.receiver.to_numpy()), map(float, rates), strict=True))


def _share(holds: Array | NDArray[np.bool_]) -> float:
    return float(np.mean(holds))


def _shown(value: float) -> tuple[float, str]:
    """A value and how it is written: three digits, never as a power of ten, a true minus."""
    if not np.isfinite(value):
        return float(value), "missing"
    written = np.format_float_positional(float(f"{value:.3g}"), trim="-")
    return float(value), written.replace("-", "−")
