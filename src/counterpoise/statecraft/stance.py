"""Hedge, cooperate or contest, issue by issue: what follows under each of many variants of theory and of data."""

# covers: F36, RQ7, L8, L9

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pandas as pd

from counterpoise.data.panel import BASE_YEAR, Panel
from counterpoise.data.regimes import regimes
from counterpoise.data.registers import codes_in, register
from counterpoise.deals.binding import depths_without, shapley
from counterpoise.deals.depth import (
    CONSTRAINTS,
    GAINS,
    Array,
    Stakes,
    Terms,
    full_depth,
    relaxed,
    sustainable,
)
from counterpoise.deals.draws import Sample, draw
from counterpoise.deals.issues import ISSUES, Issue
from counterpoise.deals.parties import Table, gather
from counterpoise.mechanisms.vocabulary import WAR
from counterpoise.start.dyads import rung

DRAWS, SEED = 600, 1
KEEPABLE = (0.25, 1.0 / 3.0, 0.5)
"""Assumed, all tried: part of the depth that the state would want from which an agreement is worth having."""
HOPELESS = 0.1
"""Assumed: part of it below which there is next to nothing to agree on."""
INTEREST = "the other's interest"
"""What may stand in the way beside the three constraints: the other has little to gain from binding the state."""
SUPPLIERS, NUCLEAR = "supplier-club", "nuclear-human-control"
WITHHELD = 0.2
"""Export controls of this strength (0 to 1) or more count as technology withheld."""


class Stance(enum.StrEnum):
    """What a state does about one issue with one other state."""

    COOPERATE = "cooperate"
    HEDGE = "hedge"
    CONTEST = "contest"


@dataclass(frozen=True)
class Variant:
    """One way to see the deal: whether relative gains count, how well violations are believed to be detected, how much
    the two are believed to trust, whether votes against are taken at their word, and what is worth having."""

    gains: bool
    detection: str
    trust: str
    word: bool
    keepable: float


@dataclass(frozen=True)
class Record:
    """What is on record between the two, whatever they might gain: war, technology withheld, votes against.

    ``outside``: the issue is a club of suppliers and the state is in none; ``unarmed``: it is about nuclear weapons and
    the state has none.
    """

    outside: bool = False
    unarmed: bool = False
    war: bool = False
    withheld: bool = False
    refused: bool = False


def variants() -> Iterator[Variant]:
    """Two theories, three beliefs about detection, two about trust, two readings of votes, three thresholds: 72."""
    beliefs = product((True, False), ("believed", "low", "high"), ("low", "high"), (True, False), KEEPABLE)
    return (Variant(*each) for each in beliefs)


def seated(
    panel: Panel, state: str, rival: str, issues: tuple[Issue, ...], year: int, draws: int
) -> Iterator[tuple[Issue, Sample, int, Record]]:
    """Each issue with what is drawn of it, the state's place at the table, and what is on record."""
    table = gather(panel, (state, rival), year)
    for issue in issues:
        yield issue, draw(table, issue, draws, SEED), table.parties.index(state), record_of(table, issue, state)


def stances(
    panel: Panel,
    state: str,
    rival: str,
    *,
    issues: tuple[Issue, ...] = ISSUES,
    year: int = BASE_YEAR,
    draws: int = DRAWS,
) -> pd.DataFrame:
    """One row an issue and variant: what the state should do about it with its rival.

    Columns: issue, gains, detection, trust, word, keepable, worth (mean part of the depth that the *state* would want
    which both would keep), binds (what takes the largest part of the rest: a constraint, or the other's interest), war,
    withheld, refused, outside, unarmed (what is on record), stance.
    """
    rows = []
    for issue, sample, me, on_record in seated(panel, state, rival, issues, year, draws):
        seen: dict[tuple[bool, str, str], tuple[float, str]] = {}
        for variant in variants():
            key = (variant.gains, variant.detection, variant.trust)
            if key not in seen:
                seen[key] = outcome(*_as_seen(sample, variant), me)
            worth, binds = seen[key]
            chosen = decide(worth, binds, variant, on_record).value
            found = {"worth": worth, "binds": binds, **vars(on_record), "stance": chosen}
            rows.append({"issue": issue.id, **vars(variant), **found})
    return pd.DataFrame(rows)


def record_of(table: Table, issue: Issue, state: str) -> Record:
    """What is on record between two parties about an issue.

    War by the record of armed conflict in the base year; technology withheld by export controls, for an issue between
    suppliers; a vote against in the last two years of roll calls on it.
    """
    one, other = table.parties
    fought, places = rung(table.base), table.places
    controls = max(table.tie("export_control", one, other), table.tie("export_control", other, one))
    return Record(
        outside=issue.id == SUPPLIERS and not supplies(table, issue, state),
        unarmed=issue.id == NUCLEAR and not table.warheads[table.parties.index(state)] > 0,
        war=bool(max(fought[places[0], places[1]], fought[places[1], places[0]]) >= WAR),
        withheld=issue.id == SUPPLIERS and controls >= WITHHELD,
        refused=bool(refusing(issue) & {one, other}),
    )


def refusing(about: Issue) -> set[str]:
    """States that voted against in either of the last two roll calls on an issue; none where there was none."""
    votes = register("ai_governance_votes")
    calls = votes[votes.issue.isin(about.votes)].sort_values("date").tail(2)
    return {state for cell in calls.against for state in codes_in(cell)}


def supplies(table: Table, issue: Issue, state: str) -> bool:
    """Whether the state is in any of the clubs of suppliers that the register has for an issue."""
    clubs = [one for one in regimes(table.base.states, table.base.year) if one.id in issue.registers]
    return any(state in club.members for club in clubs)


def decide(worth: float, binds: str, variant: Variant, record: Record) -> Stance:
    """Cooperate where what would be kept is worth having; contest where next to nothing would be *because* gains can
    be turned into force; hedge otherwise (Grieco 1988; Powell 1991).

    Between enemies at war what is worth having is at most hedged for and the rest contested; technology withheld is
    contested; a vote against, taken at its word, leaves at most a hedge, and so does a club that one is not in.
    """
    if record.withheld or (worth < HOPELESS and binds == GAINS) or (record.war and worth < variant.keepable):
        return Stance.CONTEST
    if worth < variant.keepable or record.war or record.outside or (record.refused and variant.word):
        return Stance.HEDGE
    return Stance.COOPERATE


def summary(table: pd.DataFrame) -> pd.DataFrame:
    """One row an issue: issue, stance (the most frequent), agree (variants with it), variants, a count for each stance,
    worth_low, worth_high, binds (most often), outside, unarmed, war, withheld, refused."""
    rows = []
    for issue, part in table.groupby("issue", sort=False):
        counts = part.stance.value_counts()
        rows.append(
            {
                "issue": issue,
                "stance": counts.index[0],
                "agree": int(counts.iloc[0]),
                "variants": len(part),
                **{s.value: int(counts.get(s.value, 0)) for s in Stance},
                "worth_low": float(part.worth.min()),
                "worth_high": float(part.worth.max()),
                "binds": part.binds.value_counts().index[0],
                **{name: bool(part[name].iloc[0]) for name in ("outside", "unarmed", "war", "withheld", "refused")},
            }
        )
    return pd.DataFrame(rows)


def _as_seen(sample: Sample, variant: Variant) -> tuple[Stakes, Terms]:
    """The draws that a variant believes in, with the gains it counts."""
    keep = _half(sample.ties.at_issue.sum(axis=(0, 1)), low=variant.trust == "high")
    if variant.detection != "believed":
        keep &= _half(sample.terms.detection, low=variant.detection == "low")
    stakes, terms = sample.stakes(), sample.terms
    stakes = Stakes(**{name: value[..., keep] for name, value in vars(stakes).items()})
    terms = replace(
        terms,
        detection=terms.detection[keep],
        false_alarm=terms.false_alarm[keep],
        punishment=terms.punishment[keep],
    )
    return (stakes, terms) if variant.gains else relaxed(stakes, terms, {GAINS})


def _half(values: Array, *, low: bool) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """The lower or the upper half of draws; where all are alike, all."""
    middle = np.median(values)
    return np.asarray(values <= middle if low else values >= middle)


def worth_of(stakes: Stakes, terms: Terms, me: int) -> float:
    """Mean part of the depth a party would want that all keep."""
    return float((_part(stakes, me) * sustainable(stakes, terms)).mean())


def _part(stakes: Stakes, me: int) -> Array:
    """What all would want, as a part of what one would, over draws."""
    full, wanted = full_depth(stakes), (stakes.benefit + stakes.future)[me]
    return np.divide(full, wanted, out=np.zeros_like(full), where=wanted > 0.0)


def outcome(stakes: Stakes, terms: Terms, me: int) -> tuple[float, str]:
    """``worth_of``, and what takes the largest part of the rest."""
    part = _part(stakes, me)
    kept = {without: part * depth for without, depth in depths_without(stakes, terms).items()}
    parts = shapley(kept.__getitem__, CONSTRAINTS)
    missing = {name: float(value.mean()) for name, value in parts.items()} | {INTEREST: float((1.0 - part).mean())}
    return float(kept[frozenset()].mean()), max(missing, key=missing.__getitem__)
