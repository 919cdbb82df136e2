"""For section 7: what single assumption turns a simulated or advised line round, and how the model did on the past."""

import pandas as pd

from counterpoise.charts.percent import percent
from counterpoise.core import Grade
from counterpoise.data.panel import BASE_YEAR
from counterpoise.deals.issues import issue
from counterpoise.deals.words import the
from counterpoise.evidence.outlook_flips import Flip, flip_of
from counterpoise.evidence.protocol import protocol
from counterpoise.evidence.recorded import model_identity, model_scored, recorded_scorecard
from counterpoise.models import NEOREALIST
from counterpoise.statecraft.flips import flips

from .dilemma import worked_out
from .distrust import section
from .entries import Desk
from .outlook import simulated
from .page import Line, Number, Section, Table, literal, words

SCORED = "world"
LABELS = {
    "onset": "who comes to disputes with whom",
    "onset_count": "pairs that come to disputes in a year",
    "cinc": "share in CINC",
    "milex": "military burden",
    "gdp": "output",
    "affinity": "agreement in votes",
    "alliance_change": "pacts made or ended",
}
AGAINST = {
    "climatology": "the past rate of all",
    "conflictology": "the pair's own record",
    "structure": "a logit on structure",
    "structure_history": "a logit on structure and record",
    "status_rate": "past rates with and without a pact",
    "negative_binomial": "past counts, overdispersed",
    "last_value": "no change",
    "random_walk": "past yearly changes, added up",
    "long_change": "a past change over as many years",
    "shrunk_drift": "own past growth, drawn to all's",
}
"""Baselines in words."""
DRAWS = 300
LEVEL = 0.05
"""A share of worlds this near to half points neither way."""


def write(desk: Desk) -> Section:
    """The middle of the section: what turns a simulated or advised line, and the model's own record."""
    return section([*turned(desk), scores(desk)])


def turned(desk: Desk) -> list[Line | Table]:
    """The nearest single assumption that turns the outlook's headline and each stance; none for other years."""
    if desk.year != BASE_YEAR:
        return []
    digest = simulated()
    flip = flip_of(desk.state, str(digest.attrs["run_id"]), str(digest.attrs["twin_id"]))
    return [_outlook(desk, flip), _stances(desk)]


def _number(desk: Desk, label: str, value: float, text: str, unit: str) -> Number:
    return desk.computed(label, value, text, unit, "priors of the world model", Grade.ASSUMED)


def _outlook(desk: Desk, flip: Flip | None) -> Line:
    if flip is None:
        text = "No single assumption, even held to a fifth of its prior, is shown to turn round what AI does to the "
        return words(text + "state's smart power in most worlds.")
    end = "lowest" if flip.low == 0.0 else "highest"
    part = flip.high - flip.low
    numbers = {
        "p": _number(
            desk, f"part of the prior of {flip.parameter} that turns the outlook", part, percent(part), "share"
        ),
        "u": _number(
            desk, "share of worlds in which AI raises its smart power", flip.usual, percent(flip.usual), "share"
        ),
        "c": _number(desk, "the same, run again with it there", flip.confirmed, percent(flip.confirmed), "share"),
    }
    level = abs(flip.usual - 0.5) < LEVEL
    turns = "is level, and tips" if level else "turns"
    text = (
        f"The outlook {turns} if one assumption, {literal(meaning(flip.parameter))} (parameter {flip.parameter} of the "
        f"model), lies in the {end} {{p}} of its prior: AI then raises the state's smart "
    )
    return Line(text + "power in {c} of worlds instead of {u} (confirmed by another run).", numbers)


def meaning(parameter: str) -> str:
    """What a parameter of the default model stands for, as declared beside its equation."""
    return NEOREALIST.model().parameters[parameter].doc


def _stances(desk: Desk) -> Table:
    rival = desk.rival or worked_out(desk.panel, desk.state, None, desk.year).others[0]
    found = flips(desk.panel, desk.state, rival, draws=DRAWS)
    rows = [_stance(desk, row) for _, row in found.head(5).iterrows()]
    note = (
        "The smallest change of one belief that turns the stance on an issue, worked out again at that value; issues "
        "that no single belief turns are left out."
    )
    return Table(
        f"What would turn a stance towards {the(desk.name(rival))}",
        ("Issue", "Belief", "From, to", "Stance"),
        rows,
        note,
    )


def _stance(desk: Desk, row: pd.Series) -> list[Line]:
    title = issue(row.issue).title

    def shown(what: str, value: float) -> Number:
        text = f"{value:.2g} times" if row.factor else f"{value:.2f}"
        return _number(desk, f"{row.belief}, {what}: {title}", float(value), text, "factor" if row.factor else "0 to 1")

    after = shown("where the stance turns", row.value)
    if row.factor:
        change = Line("as believed to {b} that", {"b": after})
    elif row.value == row.usual:
        change = Line("{b}, were it certain", {"b": after})
    else:
        change = Line("{a} to {b}", {"a": shown("as believed", row.usual), "b": after})
    return [
        words(title),
        words(row.belief),
        change,
        words(f"{row.stance} to {row.becomes}"),
    ]


def scores(desk: Desk) -> Table:
    """How the model did on years it had not seen, against the reference and the best naive forecast; losses first."""
    card = recorded_scorecard()
    own = card[(card.forecast == SCORED) & (card.subset == "all")]
    rows = []
    for target in protocol().targets:
        part = own[(own.target == target.name) & (own.score == target.primary)]
        part = part[part.against.isin((target.reference, target.best))].drop_duplicates("against")
        rows += [
            (float(row.skill), _score(desk, LABELS.get(target.name, target.name), row)) for _, row in part.iterrows()
        ]
    stale = "" if model_scored() == model_identity() else " The model has changed since these scores were made."
    note = (
        "Skill: part of the other forecast's loss that the model saves; below zero it loses. Grade: a target is a "
        "forecast only where the model meets every condition set beforehand; baseline where it does not, exploratory "
        "where the record is too thin to say."
    )
    note += stale
    columns = ("What was forecast", "Window", "Against", "Skill", "Grade")
    return Table("How the model did on the past", columns, [row for _, row in sorted(rows, key=lambda r: r[0])], note)


def _score(desk: Desk, what: str, row: pd.Series) -> list[Line]:
    where = f"{what}, {row.window}, against {row.against}"

    def number(label: str, value: float) -> Number:
        text = f"{value:+.3f}".replace("-", "−")
        return desk.computed(f"{label}: {where}", float(value), text, "share of loss", "hindcast", Grade.ESTIMATED)

    keys = {"s": ("skill", row.skill), "a": ("low", row.low), "b": ("high", row.high)}
    numbers = {key: number(label, value) for key, (label, value) in keys.items()}
    when = str(row.window)
    window = desk.computed(f"years forecast: {what}", when, when, "year", "hindcast", Grade.OBSERVED)
    return [
        words(what),
        Line("{w}", {"w": window}),
        words(AGAINST.get(str(row.against)) or str(row.against).replace("_", " ")),
        Line("{s} [{a} to {b}]", numbers),
        words(str(row.grade)),
    ]
