"""Which account foretells who votes how on autonomous weapons: structure, threat, alliance, ideal point, the last vote?

The accounts are fitted once, to the roll call of 2023, and scored on every later one: a new roll call is a row in the
register ``ai_governance_votes``.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from counterpoise.claims.tested.finding import Effect, Evidence, Finding, judge, rule
from counterpoise.claims.tested.folds import bootstrap_counts
from counterpoise.claims.tested.multinomial import multinomial
from counterpoise.data.panel import Panel

from .propositions.verdict import Verdict
from .vote_contest_data import (
    CLASSES,
    COMMITTEE,
    FIT_YEAR,
    LAST_YEAR,
    RollCall,
    covariates,
    roll_calls,
    voters,
)

Array = NDArray[np.float64]
ID = "votes"
TARGET = "laws-2024-plenary"
NOTHING, LAST, EVERYTHING = "shares of 2023", "last vote", "all together"
STRUCTURAL = ("structure", "threat")
MIXED = 0.02  # assumed: part of every forecast that is the shares of 2023, so that no surprise costs everything
PARTS, REPLICATES = 20, 2000
OTHERWISE = (
    "the text differed from year to year, and what is voted on is part of why states vote",
    "not listed is yes or absent: who stays away to avoid a vote looks like a yes",
    "the ideal point is made of votes of the same Assembly, among them, in its last year, this one",
)
HOLES = ("lists of yes votes are not to be had", "rivalries and pacts are carried forward from their last record")


@dataclass(frozen=True)
class Contest:
    """Probabilities ``[state, class]`` of each account for one roll call, what happened, and losses in nats."""

    roll_call: RollCall
    states: tuple[str, ...]
    forecast: dict[str, Array]

    def losses(self) -> dict[str, Array]:
        """Minus the logarithm of what each account gave to what each state did."""
        rows = np.arange(len(self.states))
        return {name: -np.log(p[rows, self.roll_call.classes]) for name, p in self.forecast.items()}


def contests(panel: Panel, table: pd.DataFrame | None = None) -> tuple[Contest, ...]:
    """Every roll call after the first, foretold by accounts fitted to the first alone."""
    states = voters(panel)
    first, *later = roll_calls(states, table)
    committee = [c for c in roll_calls(states, table, COMMITTEE) if c.date < first.date][-1]
    past, now = (covariates(panel, states, year) for year in (FIT_YEAR, LAST_YEAR))
    found, last = [], first
    for call in later:
        found.append(Contest(call, states, forward(past, now, first, committee, last)))
        last = call
    return tuple(found)


def forward(
    past: dict[str, Array], now: dict[str, Array], first: RollCall, committee: RollCall, last: RollCall
) -> dict[str, Array]:
    """Forecasts of each account: covariates fitted to ``first`` on ``past``; the last vote by moves from committee.

    All together is a regression on every account's covariates and the committee's vote (``first``), then the last.
    """
    base = shares(first.classes)
    fitted = {name: regression(past[name], first.classes, now[name]) for name in past}
    fitted[LAST] = moves(committee.classes, first.classes, base)[last.classes]
    joined = [np.column_stack([*x.values(), dummies(c.classes)]) for x, c in ((past, committee), (now, last))]
    fitted[EVERYTHING] = regression(joined[0], first.classes, joined[1])
    return {NOTHING: np.tile(base, (len(last.classes), 1))} | {k: mixed(p, base) for k, p in fitted.items()}


def across(panel: Panel, target: str = TARGET, table: pd.DataFrame | None = None) -> Contest:
    """The same accounts fitted to other states' votes in the roll call itself and scored on states left out."""
    states = voters(panel)
    calls = roll_calls(states, table)
    number = [c.id for c in calls].index(target)
    call, last = calls[number], calls[number - 1]
    now = covariates(panel, states, LAST_YEAR) | {LAST: dummies(last.classes)}
    sets = now | {EVERYTHING: np.column_stack(list(now.values()))}
    fold = np.empty(len(states), dtype=int)
    order = np.lexsort((np.random.default_rng(0).permutation(len(states)), call.classes))
    fold[order] = np.arange(len(states)) % PARTS  # each class spread over the folds
    found = {name: np.empty((len(states), len(CLASSES))) for name in (NOTHING, *sets)}
    for part in range(PARTS):
        held = fold == part
        base = shares(call.classes[~held])
        found[NOTHING][held] = base
        for name, terms in sets.items():
            found[name][held] = mixed(regression(terms[~held], call.classes[~held], terms[held]), base)
    return Contest(call, states, found)


def regression(terms: Array, classes: NDArray[np.int64], new: Array) -> Array:
    """Probabilities ``[state, class]`` by multinomial regression on standardized terms with a ridge penalty of one."""
    return multinomial(terms, classes, new, len(CLASSES))


def moves(before: NDArray[np.int64], after: NDArray[np.int64], base: Array) -> Array:
    """Probability of each class after each, ``[before, after]``: moves counted, one state at the base shares added."""
    count = np.zeros((len(CLASSES), len(CLASSES)))
    np.add.at(count, (before, after), 1.0)
    count += base
    return np.asarray(count / count.sum(axis=1, keepdims=True))


def shares(classes: NDArray[np.int64]) -> Array:
    """Share of each class, with half a state added to each (Jeffreys)."""
    count = np.bincount(classes, minlength=len(CLASSES)) + 0.5
    return np.asarray(count / count.sum())


def dummies(classes: NDArray[np.int64]) -> Array:
    """One column for *no* and one for *abstain*."""
    return np.stack([classes == 0, classes == 1], axis=1).astype(float)


def mixed(forecast: Array, base: Array) -> Array:
    """A forecast with a part of the shares in it."""
    return (1.0 - MIXED) * forecast + MIXED * base


def table_of(contest: Contest) -> pd.DataFrame:
    """One row an account, best first: loss, skill over the shares of 2023 with interval, how often best, loss by class.

    ``best`` is the share of bootstrap draws of states in which the account has the least loss.
    """
    losses = contest.losses()
    names = list(losses)
    stacked = np.stack([losses[n] for n in names])
    sums = bootstrap_counts(len(contest.states), REPLICATES) @ stacked.T
    skill = 1.0 - sums / sums[:, [names.index(NOTHING)]]
    best = np.bincount(sums.argmin(axis=1), minlength=len(names)) / len(sums)
    rows = []
    for k, name in enumerate(names):
        low, high = np.quantile(skill[:, k], [0.05, 0.95])
        by_class = {f"loss_{c}": stacked[k][contest.roll_call.classes == n].mean() for n, c in enumerate(CLASSES)}
        own = 1.0 - stacked[k].sum() / losses[NOTHING].sum()
        rows.append({"account": name, "loss": stacked[k].mean(), "skill": own, "low": low, "high": high,
                     "best": best[k], **by_class})  # fmt: skip
    return pd.DataFrame(rows).sort_values("loss", ignore_index=True)


def gain(contest: Contest, first: str, second: str) -> Effect:
    """Skill of one account less that of another, with its interval over states drawn anew."""
    losses = contest.losses()
    stacked = np.stack([losses[n] for n in (first, second, NOTHING)])
    sums = bootstrap_counts(len(contest.states), REPLICATES) @ stacked.T
    drawn = (sums[:, 1] - sums[:, 0]) / sums[:, 2]
    low, high = np.quantile(drawn, [0.05, 0.95])
    own = stacked.sum(axis=1)
    name = f"{contest.roll_call.id}: {first} less {second}"
    return Effect(name, (own[1] - own[0]) / own[2], low, high, "log skill", float(np.mean(drawn > 0.0)), "states")


def examine(panel: Panel) -> Finding:
    """The contest of 2024 with its verdict; later roll calls and the fit across states stand beside it."""
    return finding({c.roll_call.id: c for c in contests(panel)}, across(panel))


def finding(found: dict[str, Contest], within: Contest) -> Finding:
    """The verdict from contests by roll call and the one across states."""
    target = found[TARGET]
    rivals = [n for n in target.forecast if n not in (*STRUCTURAL, NOTHING, EVERYTHING)]
    pairs = {s: [gain(target, s, r) for r in rivals] for s in STRUCTURAL}
    worst = {s: min(rows, key=lambda e: e.value) for s, rows in pairs.items()}
    main = max(worst.values(), key=lambda e: e.value)
    reached = judge([main], rule(ID).smallest)
    reached = Verdict.NOT_TESTABLE if reached is Verdict.CONDITIONAL else reached
    effects = [main, *(e for rows in pairs.values() for e in rows if e is not main)]
    tables = {name: table_of(c) for name, c in found.items()} | {f"{TARGET}, across states": table_of(within)}
    order = tables[TARGET]
    why = f"{TARGET}, log skill over the shares of 2023: " + "; ".join(
        f"{r.account} {r.skill:+.2f} ({r.low:+.2f} to {r.high:+.2f}), best in {r.best:.0%}"
        for r in order.itertuples() if r.account != NOTHING
    )  # fmt: skip
    numbers = {name: t.round(6).to_dict("records") for name, t in tables.items()} | {
        "noes": noes(target),
        "told apart": told_apart(target),
    }
    unsettled = "the accounts cannot be told apart on so few who did not go along"
    return Finding(
        rule(ID), reached, why, unsettled if reached is Verdict.NOT_TESTABLE else "", tuple(effects), DATA,
        OTHERWISE, HOLES, numbers,
    )  # fmt: skip


def told_apart(contest: Contest) -> list[str]:
    """Pairs of accounts, the better first, whose difference in skill has an interval above zero."""
    names = [n for n in contest.forecast if n != NOTHING]
    return [f"{a} over {b}" for a in names for b in names if a != b and gain(contest, a, b).low > 0.0]


def noes(contest: Contest) -> dict[str, object]:
    """What the noes alone can rank: each account's probability for each, and who is best as each is left out."""
    votes = contest.roll_call.classes
    said = {contest.states[k]: {n: round(float(p[k, 0]), 4) for n, p in contest.forecast.items()}
            for k in np.flatnonzero(votes == 0)}  # fmt: skip
    losses = contest.losses()
    best = {}
    for left in [None, *said]:
        kept = np.array([s != left for s in contest.states])
        best[left or "none left out"] = min(losses, key=lambda n: float(losses[n][kept].sum()))
    return {"probability of no": said, "best as each is left out": best, "statement": STATEMENT}


STATEMENT = (
    "three noes cannot rank accounts of refusal: each is a large part of the loss, one of them had abstained the year "
    "before, and two are one alliance; with the abstentions eighteen did not go along, and only the pairs "
    "under 'told apart' differ beyond chance"
)
DATA = (
    Evidence("roll calls on autonomous weapons (noes and abstentions by name)", 2023, 2025, (), "observed"),
    Evidence("size, spending, warheads", FIT_YEAR, LAST_YEAR, ("wdi", "nmc", "fas_warheads"), "estimated"),
    Evidence("rivalries, pacts, fights of states", 2018, LAST_YEAR, ("tss_rivalries", "atop", "ucdp_acd"), "estimated"),
    Evidence("ideal points", FIT_YEAR, LAST_YEAR, ("unga_ideal_points",), "estimated"),
)
