"""Without trade no network of alliances is both peaceful and stable (Jackson and Nei 2015)."""

from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, nonnegative, positive

Bools = NDArray[np.bool_]
READINGS = ("anyone", "both")
"""Whom the loss of a link must expose for the link to be needed: any country, or both of its ends."""


@formula(
    defenders=positive("strength of the attacked country and its remaining allies"),
    attackers=nonnegative("strength of the attacking coalition"),
    advantage=positive("defensive advantage"),
)
def defense_margin(defenders, attackers, advantage):
    r"""How far the defense exceeds the attack: $\gamma M(\mathrm{defenders}) - M(C)$; below 0, C can win."""
    return advantage * defenders - attackers


@formula(spoils=nonnegative("what the attacker would take"), trade_lost=nonnegative("trade lost with the victim"))
def attack_gain(spoils, trade_lost):
    """Reduced form: what is left of the spoils once trade with the victim is gone; below 0 a winner does not attack."""
    return spoils - trade_lost


def _checked(strength: ArrayLike, advantage: float) -> NDArray[np.float64]:
    power = np.asarray(strength, float)
    if power.ndim != 1 or not (power > 0).all():
        raise DomainError("war_stable_networks: strength must be a list of positive numbers")
    if not advantage > 0:
        raise DomainError(f"war_stable_networks: advantage = {advantage:g} lies outside (0, inf)")
    return power


def networks(countries: int) -> Bools:
    """All networks of alliances among up to six countries: (network, country, country); number 0 is the empty one."""
    if not 2 <= countries <= 6:
        raise DomainError(f"networks: countries = {countries} lies outside [2, 6]")
    pairs = list(combinations(range(countries), 2))
    codes = np.arange(2 ** len(pairs))
    adjacency = np.zeros((codes.size, countries, countries), bool)
    for bit, (one, other) in enumerate(pairs):
        adjacency[:, one, other] = adjacency[:, other, one] = codes >> bit & 1
    return adjacency


def vulnerable(
    adjacency: ArrayLike,
    strength: ArrayLike,
    advantage: float,
    trade: ArrayLike | None = None,
    spoils: float = 0.0,
) -> Bools:
    r"""Which countries some allied group can defeat: (..., country) for networks (..., country, country).

    i is vulnerable if there are j and $C \subseteq N_j \cup \{j\}$ with $j \in C$, $i \notin C$ and
    $M(C) > \gamma M(\{i\} \cup (N_i \setminus C))$. A larger C attacks with more and leaves fewer defenders, so only
    the largest C of each j has to be tried. With ``trade`` (country, country), the value k loses if it fights an ally i
    it trades with, countries attack only where ``attack_gain`` is not negative.
    """
    power = _checked(strength, advantage)
    links = np.asarray(adjacency, bool)
    if links.shape[-2:] != (power.size, power.size) or (links != np.swapaxes(links, -1, -2)).any():
        raise DomainError(f"vulnerable: adjacency must be symmetric among {power.size} countries")
    willing = np.ones(links.shape, bool)
    if trade is not None:
        willing = spoils - links * np.asarray(trade, float) >= 0  # k (row) attacks i (column)
    group = links | np.eye(power.size, dtype=bool)
    target = np.eye(power.size, dtype=bool)[:, None, :]
    # coalition[..., i, j, k]: k joins j against i
    coalition = group[..., None, :, :] & np.swapaxes(willing, -1, -2)[..., :, None, :] & ~target
    leads = np.swapaxes(willing, -1, -2) & ~np.eye(power.size, dtype=bool)
    attack = coalition @ power
    defense = power[:, None] + (links[..., :, None, :] & ~coalition) @ power
    return np.asarray((leads & (attack > advantage * defense)).any(axis=-1))


def war_stable(
    strength: ArrayLike,
    advantage: float,
    needed_by: str = "anyone",
    trade: ArrayLike | None = None,
    spoils: float = 0.0,
) -> Bools:
    """All war-stable networks among countries of given strength, by enumeration: (network, country, country).

    A network is war-stable if no country is vulnerable in it (S1), none becomes so when a link is added (S2), and each
    link is needed (S3): without it ``anyone``, or ``both`` of its ends, would be vulnerable. The text of S3 was not at
    hand; both readings are offered and agree on the known results. With ``trade``, a link between countries that both
    gain from trading needs no further reason (reduced form).
    """
    if needed_by not in READINGS:
        raise DomainError(f"war_stable: needed_by = {needed_by!r} is none of {READINGS}")
    power = _checked(strength, advantage)
    all_networks = networks(power.size)
    exposed = vulnerable(all_networks, power, advantage, trade, spoils)
    codes = np.arange(len(all_networks))
    stable = ~exposed.any(axis=1)
    for bit, (one, other) in enumerate(combinations(range(power.size), 2)):
        linked = (codes >> bit & 1).astype(bool)
        toggled = exposed[codes ^ (1 << bit)]
        needed = toggled.any(axis=1) if needed_by == "anyone" else toggled[:, one] & toggled[:, other]
        if trade is not None:
            value = np.asarray(trade, float)
            needed = needed | bool(value[one, other] > 0 and value[other, one] > 0)
        stable &= np.where(linked, needed, ~toggled.any(axis=1))
    return all_networks[stable]


def empty_network_is_stable(strength: ArrayLike, advantage: float) -> bool:
    r"""Whether a world without alliances is war-stable: each country withstands any two others together.

    $\gamma M_i \ge \max_{j \ne k;\ j, k \ne i}(M_j + M_k)$ for every i. Needs three countries or more.
    """
    power = _checked(strength, advantage)
    if power.size < 3:
        raise DomainError("empty_network_is_stable: needs three countries or more")
    strongest_pair = [np.sort(np.delete(power, i))[-2:].sum() for i in range(power.size)]
    return bool((advantage * power >= strongest_pair).all())


MODEL = Model(
    section="M12",
    title="War-stable networks",
    claim="Alliances that keep the peace are either superfluous or breed new coalitions; trade can hold them in place.",
    equation=r"M(C) > \gamma\, M(\{i\} \cup (N_i \setminus C)), \quad C \subseteq N_j \cup \{j\}",
    cites=("jacksonnei2015",),
    confidence=Confidence.ABSTRACT,
    holds="strengths add up, an attacker's allies join fully, links are cut by one side and added by two",
    breaks="the clause on needed links is our reading of a summary; the trade extension is a reduced form; enumeration "
    "stops at six countries, and the theorem for any number is the paper's",
    main=defense_margin,
    example={"defenders": 1.0, "attackers": 2.0, "advantage": 2.0},
    meaning=lambda m: (
        f"the defense exceeds the attack by {m:.4g}: the country {'holds' if m >= 0 else 'is vulnerable'}"
    ),
    known=(
        KnownResult(
            "n=4, equal: only the empty network, at γ ≥ 2",
            lambda: [int(g.sum()) for g in war_stable([1, 1, 1, 1], 2.0)],
            [0],
        ),
        KnownResult("n=4, equal, γ < 2: none", lambda: len(war_stable([1, 1, 1, 1], 1.9)), 0),
        KnownResult("equal strength: γ=2 suffices when empty", lambda: empty_network_is_stable([1, 1, 1], 2.0), True),
    ),
    static=ComparativeStatic(
        vary="attackers",
        low=0.0,
        high=4.0,
        curves="advantage",
        values=(1.0, 2.0, 3.0),
        fixed={"defenders": 1.0},
        ylabel="margin of the defense",
        reading="Two equals can beat one unless defense counts double: then, and only then, equals need no allies.",
    ),
    corrects="that enough alliances secure the peace: without trade no network that has any alliance is stable",
)
