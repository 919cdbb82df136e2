"""What is not known, drawn: the same luck for every what-if, every order of the parties and every issue."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from counterpoise.core.parameters import Parameter
from counterpoise.core.random import philox, stable_id
from counterpoise.mechanisms.gains import RelativeGains
from counterpoise.mechanisms.offense import OffenseBalance, remoteness
from counterpoise.mechanisms.threat import DAYS, BalanceOfThreat
from counterpoise.mechanisms.treaty import TreatyIncentives
from counterpoise.start.dyads import TRUST_ERROR
from counterpoise.theory import balance_of_threat, relative_gains

from .depth import Array, Stakes, Terms
from .issues import Issue
from .parties import CHANNELS, Table

EASE = ("base", "barrier", "near", "projection", *CHANNELS)
"""The parameters of offense that decide how easy it is."""


@dataclass(frozen=True, eq=False)
class Ties:
    """What stands between the parties: ``[party, party, draw]``, nothing on the diagonal.

    ``bound``: share of all that the first fears that the second makes up; ``weight``: the first's weight on the
    second's gains if they can all be turned into force; ``at_issue``: chance that force is at issue.
    """

    bound: Array
    weight: Array
    at_issue: Array


@dataclass(frozen=True, eq=False)
class Sample:
    """Every quantity of one deal, drawn: ``ties``, each party's ``discount`` ``[party, draw]``, the rest ``[draw]``."""

    parties: tuple[str, ...]
    ties: Ties
    discount: Array
    benefit: Array
    breakout: Array
    exposure: Array
    convertible: Array
    loss: Array
    hazard: Array
    terms: Terms

    def stakes(self, members: list[int] | None = None) -> Stakes:
        """What the agreement is worth to its members (positions; all if not given).

        A member gains b times the share of its fears that the others make up; its weight on relative gains and its
        exposure are means over them, so that each of many partners counts less (Snidal 1991).
        """
        chosen = list(range(len(self.parties))) if members is None else members
        inside = np.ix_(chosen, chosen)
        partners = len(chosen) - 1.0
        at_issue = self.ties.at_issue[inside].sum(axis=1) / partners
        return Stakes(
            benefit=self.benefit * self.ties.bound[inside].sum(axis=1),
            weight=self.convertible * self.ties.weight[inside].sum(axis=1) / partners,
            exposure=self.exposure * at_issue,
            discount=self.discount[chosen],
            breakout=self.breakout,
            restraint=self.loss * self.hazard,
            future=self.loss * (1.0 - (1.0 - self.hazard) ** len(chosen)),
        )


def draw(table: Table, issue: Issue, count: int, seed: int) -> Sample:
    """Draw everything; a name addresses each number, so no other choice moves it.

    The parameters of threat, relative gains and treaties are those of the world model, member by member.
    """

    def of(parameter: Parameter) -> Array:
        return _sampled(parameter.name, parameter, count, seed)

    treaty = TreatyIncentives.params
    benefit = of(treaty["benefit"])
    own = [replace(treaty["discount"], name=f"deals.discount.{party}") for party in table.parties]
    return Sample(
        table.parties,
        ties(table, count, seed),
        discount=np.array([of(parameter) for parameter in own]),
        benefit=benefit,
        breakout=of(issue.breakout),
        exposure=of(issue.exposure),
        convertible=of(issue.convertible),
        loss=of(issue.loss) * benefit * issue.existential,
        hazard=of(issue.hazard),
        terms=Terms(of(issue.detection), of(issue.false_alarm), of(treaty["punishment"])),
    )


@lru_cache(maxsize=128)
def _sampled(name: str, parameter: Parameter, count: int, seed: int) -> Array:
    """The draws of a parameter; those that issues share are made once."""
    return parameter.sample(seed, np.arange(count, dtype=np.uint64))


@lru_cache(maxsize=4)
def ties(table: Table, count: int, seed: int) -> Ties:
    r"""Fear and the weight of relative gains between parties, as in the world model's start year.

    $\theta_{ij} = \mathrm{share}_{ij}\, o_{ji} (1 - t_{ij})$ (``BalanceOfThreat``, seen without noise) and $k_{ij} =
    \varphi m p (1 - p) V / W$ with $\varphi = \theta/(\theta + \theta_0)$ (``RelativeGains``). Trust has the error
    of the start.
    """
    gains = {name: _sampled(p.name, p, count, seed) for name, p in RelativeGains.params.items()}
    places, n = table.places, len(table.parties)
    bound, weight, issue = (np.zeros((n, n, count)) for _ in range(3))
    for i in range(n):
        fears = fear(table, i, trust(table, i, count, seed), count, seed)
        total = fears.sum(axis=0)
        for j in range(n):
            if i == j:
                continue
            feared = fears[places[j]]
            bound[i, j] = feared / np.maximum(total, 1e-12)
            issue[i, j] = feared / (feared + gains["wariness"])
            win = success(table.hard[places[i]], table.hard[places[j]], gains["decisiveness"])
            weight[i, j] = relative_gains.powell_weight.kernel(
                issue[i, j], gains["decisiveness"], win, gains["stakes"], 1.0
            )
    return Ties(bound, weight, issue)


def trust(table: Table, i: int, count: int, seed: int) -> Array:
    """Trust of one party in every state with its error, ``[state, draw]``, the same whoever else sits down."""
    one, states = table.parties[i], table.base.states
    luck = _normals(tuple(f"deals.trust.{one}.{other}" for other in states), count, seed)
    odds = table.ties["trust_odds"][i][:, None] + TRUST_ERROR * luck
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))


def fear(table: Table, i: int, trusted: Array, count: int, seed: int) -> Array:
    """How much one party fears every state, ``[state, draw]``; itself not at all."""
    march = _sampled("BalanceOfThreat.march", BalanceOfThreat.params["march"], count, seed)
    # theory.loss_of_strength, over arrays
    arrives = table.hard[:, None] ** np.log10(table.miles[i][:, None] / march + DAYS)
    home = table.hard[table.places[i]] ** np.log10(np.full(count, DAYS)) + 1e-9
    fears = balance_of_threat.threat.kernel(arrives / (arrives + home), ease(table, i, count, seed), trusted)
    fears[table.places[i]] = 0.0
    return np.asarray(fears)


def ease(table: Table, i: int, count: int, seed: int) -> Array:
    """Ease of offense of every state against one party, as ``OffenseBalance`` has it; ``[state, draw]``."""
    p = {name: _sampled(q.name, q, count, seed) for name, q in OffenseBalance.params.items() if name in EASE}
    lean = p["base"] + sum(p[name] * table.channels[name][:, None] for name in CHANNELS)
    reach = p["near"] + p["projection"] * np.sqrt(table.stock)[:, None]
    far = remoteness(table.ties["distance"][i][:, None], table.ties["contiguous"][i][:, None], reach)
    return np.asarray(1.0 / (1.0 + np.exp(p["barrier"] * far - lean)))


def success(own: float, rival: float, decisiveness: Array) -> Array:
    """Chance of winning a ratio contest of hard power, as ``RelativeGains`` counts it (``theory.contest``)."""
    lead = np.log(own * 1e7 + 1.0) - np.log(rival * 1e7 + 1.0)
    return np.asarray(1.0 / (1.0 + np.exp(-decisiveness * lead)))


@lru_cache(maxsize=8)
def _normals(names: tuple[str, ...], count: int, seed: int) -> Array:
    """Standard normal numbers, each row with its address, ``[name, draw]`` (Box & Muller 1958)."""
    members = np.arange(count, dtype=np.uint64)
    addresses = np.array([stable_id(name) for name in names], dtype=np.uint64)[:, None]
    with np.errstate(over="ignore"):
        words = philox(addresses, 0, stable_id("deals"), 0, seed, members)[:2]
    first, second = ((np.asarray(word, float) + 0.5) / 2.0**32 for word in words)
    return np.asarray(np.sqrt(-2.0 * np.log(first)) * np.cos(2.0 * np.pi * second))
