"""The simulated chance of a dispute with each state, beside how often one began on record."""

from collections.abc import Callable, Iterator

import xarray as xr

from counterpoise.charts.percent import percent
from counterpoise.core import Grade
from counterpoise.data.panel import BASE_YEAR
from counterpoise.deals import base_rates
from counterpoise.evidence.recorded import recorded_scorecard

from .base_rates import ends
from .entries import Desk
from .page import Line, Number, Table, words

RIVALS = 5
SCORED, TARGET = "world", "onset"


def rivals(desk: Desk, digest: xr.Dataset, number: Callable[[str, float, str, str], Number]) -> Table:
    """The states with which disputes begin most often, and the chosen rival; ``number`` enters one of the runs."""
    rates = [_onsets(digest, side) for side in ("with", "without")]
    first = [s for s in (desk.rival,) if s is not None and s in rates[0]]
    others = sorted(rates[0], key=lambda s: -rates[0][s])
    rows = []
    for state in [*first, *(s for s in others if s not in first)][:RIVALS]:
        cells = [words(desk.name(state))]
        for side, rate in zip(("with", "without"), rates, strict=True):
            label = f"chance of a dispute with {desk.name(state)} in a year, {side} AI"
            cells.append(Line("{v}", {"v": number(label, rate[state], percent(rate[state]), "probability")}))
        rows.append([*cells, _recorded(desk, state)])
    note = (
        "Mean over worlds and years of whether a militarized dispute of the pair begins; on record: in what share of "
        "years one began. Pairs that are not in the model (not neighbors, rivals, allies or major powers) are left out."
    )
    return Table("Chance of a dispute in a year", ("Disputes with", "with AI", "without AI", "on record"), rows, note)


def _onsets(digest: xr.Dataset, side: str) -> dict[str, float]:
    """For each other state of a simulated pair, the mean chance of an onset in a year."""
    return dict(zip(map(str, digest.receiver.to_numpy()), map(float, digest.onset.sel(side=side)), strict=True))


def _recorded(desk: Desk, state: str) -> Line:
    """How often a dispute with a state began, on record."""
    rate = base_rates.of_pair(desk.panel, desk.state, state, BASE_YEAR)
    if rate is None:
        return words("-")
    name = desk.name(state)
    told = {
        "p": (f"share of years in which a dispute with {name} began", rate.yearly, percent(rate.yearly), "share"),
        "n": (f"years in which a dispute with {name} began", rate.count, str(rate.count), "years"),
        "y": (f"years on record with {name}", rate.years, str(rate.years), "years"),
    }
    numbers = {k: desk.computed(*entry, rate.source, Grade.OBSERVED, rate.last) for k, entry in told.items()}
    return Line("{p} ({n} of {y} years)", numbers)


def record(desk: Desk) -> Iterator[Line]:
    """What holds for any pair, and how to read a chance beside its record."""
    label = "chance of a dispute of any relevant pair"
    rate = base_rates.of_all(desk.panel, BASE_YEAR)
    if rate is None:
        return
    share = base_rates.chance_of_any(desk.panel, BASE_YEAR)
    numbers = ends(desk, rate, label)
    numbers["p"] = desk.computed(label, share, percent(share), "share", rate.source, Grade.OBSERVED, rate.last)
    text = "The record of disputes is read from {a} to {b}; one began in {p} of the years of any politically relevant "
    text += "pair."
    if grade() != "forecast":
        text += f" The model is graded {grade()} here, not forecast (last section): take the level from the record, "
        text += "from that of any pair where this one has none, and from the model the difference between its columns."
    yield Line(text, numbers)


def grade() -> str:
    """How far the model may be trusted about who comes to disputes with whom, as scored on the past."""
    card = recorded_scorecard()
    return str(card[(card.forecast == SCORED) & (card.target == TARGET)].grade.iloc[0])
