"""The simulated chance of a dispute with each state, with its range, beside how often one began on record."""

from collections.abc import Callable, Iterator, Mapping

import xarray as xr

from counterpoise.charts.chances import chance_chart
from counterpoise.charts.estimates import Mark, Row
from counterpoise.charts.percent import percent
from counterpoise.core import Grade
from counterpoise.data.panel import BASE_YEAR
from counterpoise.deals import base_rates
from counterpoise.evidence.recorded import recorded_scorecard

from .base_rates import as_share, ends, ranged
from .differences import Span
from .entries import Desk
from .page import Chart, Line, Number, Table, words

RIVALS = 5
SCORED, TARGET = "world", "onset"
NINETY = 1.644854
"""Standard errors on either side of a mean that hold nine tenths."""
POINTS = "percentage points"
WORDS = {10: "ten"}
"""How headings write the years within which a first dispute is looked for; shorter runs have fewer."""
KEYS = {"m": "mean", "a": "low", "b": "high"}
Enter = Callable[[str, float, str, str], Number]


def chances(desk: Desk, digest: xr.Dataset, number: Enter) -> Iterator[Line | Table | Chart]:
    """The states with which disputes come most often, and the chosen rival; ``number`` enters one of the runs.

    ``digest`` holds the pairs of the brief's state alone.
    """
    shown = _shown(desk, digest)
    years = WORDS.get(int(digest.attrs["horizon"]), "some")
    columns = (
        "Disputes with", "in a year, with AI", "without AI", "difference, points", f"within {years} years, with AI",
        "on record, in a year",
    )  # fmt: skip
    rows = [_row(desk, digest.isel(dyad=at), state, number) for state, at in shown.items()]
    note = (
        "In a year: that a militarized dispute begins between the two, or that one of them joins a dispute of others "
        "against the other; mean over worlds and years [in nine worlds of ten]. Worlds differ in how prone the two are "
        "to disputes, which is not known, in the model's parameters, and in what has come about. "
        f"Within {years} years: one dispute or more [without what a dispute that comes about adds to the next]. "
        "Difference: world by world on the same draws. On record: share of years with a new one [what so short a "
        "record leaves open, nine times in ten] (years of how many). Pairs that are not in the model (not neighbors, "
        "rivals, allies or major powers) are left out."
    )
    yield Table("Chance of a dispute", columns, rows, note)
    yield _picture(desk, digest, shown)
    yield from _sure(digest, list(shown.values()), number)
    yield from _joined(desk, digest, number)


def _shown(desk: Desk, digest: xr.Dataset) -> dict[str, int]:
    """Which states have a row, and where each stands among the dyads: the rival, then the likeliest."""
    usual = digest.chance.sel(kind="with", bound="mean").to_numpy()
    place = {str(state): at for at, state in enumerate(digest.receiver.to_numpy())}
    others = sorted(place, key=lambda state: (state != desk.rival, -usual[place[state]]))
    return {state: place[state] for state in others[:RIVALS]}


def _picture(desk: Desk, digest: xr.Dataset, shown: Mapping[str, int]) -> Chart:
    """The chances in a year of the table, with their ranges, beside the record."""
    rows = []
    for state, at in shown.items():
        pair = digest.isel(dyad=at)
        found = [(f"{side} AI", _bounds(pair.chance.sel(kind=side))) for side in ("with", "without")]
        marks = [Mark(label, *(each[bound] for bound in KEYS.values())) for label, each in found]
        rate = base_rates.of_pair(desk.panel, desk.state, state, BASE_YEAR)
        marks += [Mark("on record", rate.yearly, *rate.interval)] if rate is not None else []
        rows.append(Row(desk.name(state), marks))
    title = f"Chance of a dispute in a year, {desk.name(desk.state)}"
    svg = chance_chart("disputes", title, rows)
    return Chart(svg, f"{title}; lines: nine worlds in ten, and what so short a record leaves open, nine times in ten.")


def _row(desk: Desk, pair: xr.Dataset, state: str, number: Enter) -> list[Line]:
    name = desk.name(state)

    def cell(values: xr.DataArray, label: str) -> Line:
        found = _bounds(values)
        told = ((key, bound, found[bound]) for key, bound in KEYS.items())
        return Line(
            "{m} [{a} to {b}]",
            {key: number(f"{label}, {bound}", value, percent(value), "probability") for key, bound, value in told},
        )

    sides = [
        cell(pair.chance.sel(kind=side), f"chance of a dispute with {name} in a year, {side} AI")
        for side in ("with", "without")
    ]
    years = int(pair.attrs["horizon"])
    within = cell(pair.within.sel(side="with"), f"chance of a dispute with {name} within {years} years, with AI")
    return [words(name), *sides, _difference(pair, name, number), within, _recorded(desk, state)]


def _bounds(values: xr.DataArray) -> Mapping[str, float]:
    return dict(zip(map(str, values.bound.to_numpy()), map(float, values.to_numpy()), strict=True))


def _difference(pair: xr.Dataset, name: str, number: Enter) -> Line:
    found = _bounds(pair.chance.sel(kind="difference"))
    span = Span(*(100.0 * found[bound] for bound in KEYS.values()))
    texts = zip(KEYS.items(), span.texts(100.0 * float(pair.chance.sel(kind="without", bound="mean"))), strict=True)
    label = f"difference that AI makes to the chance of a dispute with {name} in a year"
    numbers = {k: number(f"{label}, {bound}", 100.0 * found[bound], text, POINTS) for (k, bound), text in texts}
    return Line("{m} [{a} to {b}]", numbers)


def _recorded(desk: Desk, state: str) -> Line:
    """How often a dispute with a state began, on record."""
    rate = base_rates.of_pair(desk.panel, desk.state, state, BASE_YEAR)
    if rate is None:
        return words("-")
    name = desk.name(state)
    numbers = as_share(desk, rate, f"share of years in which a dispute with {name} began")
    for key, label, value in (
        ("n", f"years in which a dispute with {name} began", rate.count),
        ("y", f"years on record with {name}", rate.years),
    ):
        numbers[key] = desk.computed(label, value, str(value), "years", rate.source, Grade.OBSERVED, rate.last)
    return Line("{m} [{a} to {b}] ({n} of {y})", numbers)


def _sure(digest: xr.Dataset, shown: list[int], number: Enter) -> Iterator[Line]:
    """How far off the means above may be because there are so few worlds."""
    if not shown:
        return
    found = digest.chance.sel(kind=["with", "without"]).isel(dyad=shown)
    part = NINETY * float((found.sel(bound="error") / found.sel(bound="mean")).max())
    worlds = int(digest.attrs["worlds"])
    label = "most that a mean chance in a year may be off for few worlds, of itself"
    numbers = {
        "n": number("worlds simulated", worlds, f"{worlds:,}", "worlds"),
        "e": number(label, part, percent(part), "share"),
    }
    yield Line(
        "The ranges show how worlds differ, and more worlds would not narrow them. As there are no more than {n}, each "
        "mean in a year is uncertain by {e} of itself at most, nine times in ten.",
        numbers,
    )


def _joined(desk: Desk, digest: xr.Dataset, number: Enter) -> Iterator[Line]:
    """How many of the state's disputes are joined after their first day, in the runs and on record."""
    total = float(digest.chance.sel(kind="with", bound="mean").sum())
    joined = float(digest.joined.sel(side="with").sum())
    label = "its disputes a year, with AI, mean"
    numbers = {
        "t": number(label, total, f"{total:.2f}", "a year"),
        "j": number(f"{label}: joined after their first day", joined, f"{joined:.2f}", "a year"),
    }
    text = (
        "Of the state's disputes, here and in the first table, {j} of {t} a year are joined after their first day, by "
    )
    text += "the state or against it (means over worlds with AI)"
    whole = base_rates.of_state(desk.panel, desk.state, BASE_YEAR)
    own = base_rates.of_state(desk.panel, desk.state, BASE_YEAR, own=True)
    if whole is not None and own is not None:
        told = {"q": ("its disputes", whole.yearly), "r": ("joined disputes", whole.yearly - own.yearly)}
        for key, (what, value) in told.items():
            numbers[key] = desk.computed(f"{what} a year, on record", value, f"{value:.2f}", "a year", whole.source,
                                         Grade.OBSERVED, whole.last)  # fmt: skip
        text += ", and {r} of {q} on record"
    yield Line(text + ".", numbers)


def record(desk: Desk) -> Iterator[Line]:
    """What holds for any pair, and how to read a chance beside its record."""
    label = "chance of a dispute of any relevant pair"
    rate = base_rates.of_all(desk.panel, BASE_YEAR)
    if rate is None:
        return
    share = base_rates.chance_of_any(desk.panel, BASE_YEAR)
    low, high = (share * end / rate.yearly for end in rate.interval)
    numbers = ends(desk, rate, label)
    values = (share, low, high)
    numbers |= ranged(desk, rate, label, values, [percent(value) for value in values], "share", "plh")
    text = "The record of disputes is read from {a} to {b}; one began in {p} ({l} to {h}) of the years of any "
    text += "politically relevant pair."
    if grade() != "forecast":
        text += f" The model is graded {grade()} here, not forecast (last section): take the level from the record, "
        text += "from that of any pair where this one has none, and from the model the difference between its columns."
    yield Line(text, numbers)


def grade() -> str:
    """How far the model may be trusted about who comes to disputes with whom, as scored on the past."""
    card = recorded_scorecard()
    return str(card[(card.forecast == SCORED) & (card.target == TARGET)].grade.iloc[0])
