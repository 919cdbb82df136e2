"""Missile exchanges are decided in pulses by what defenses let through (Hughes 1995; Armstrong 2005)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .declare import ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, nonnegative, positive


@formula(
    attackers=nonnegative("ships that fire", "ships"),
    offense=nonnegative("well-aimed missiles per attacking ship", "missiles/ship"),
    defenders=nonnegative("ships under fire", "ships"),
    defense=nonnegative("missiles each defending ship destroys", "missiles/ship"),
    staying_power=positive("hits that put one ship out of action", "missiles/ship"),
)
def salvo_losses(attackers, offense, defenders, defense, staying_power):
    r"""Ships put out of action by one salvo: $\Delta B = (\alpha A - z B) / w$, at least 0 and at most $B$."""
    return min(defenders, max(0.0, (offense * attackers - defense * defenders) / staying_power))


class Fleet(NamedTuple):
    """A side of a missile exchange: ships, and per ship the missiles aimed, destroyed and survived."""

    ships: float
    offense: float
    defense: float
    staying_power: float


def exchange(own: Fleet, rival: Fleet) -> tuple[float, float]:
    """Ships left on both sides after they fire one salvo at each other at the same time (Hughes 1995).

    Raises DomainError if a number of the fleets is negative or staying power is zero.
    """
    own_losses = salvo_losses(rival.ships, rival.offense, own.ships, own.defense, own.staying_power)
    rival_losses = salvo_losses(own.ships, own.offense, rival.ships, rival.defense, rival.staying_power)
    return own.ships - own_losses, rival.ships - rival_losses


def expected_losses(
    missiles: int, hit: float, interceptors: int, intercept: float, defenders: float, staying_power: float
) -> float:
    r"""Mean ships put out of action when each missile and each interceptor may miss.

    $E \min\{B, \max(0, X - Y)/w\}$ with $X \sim Bin(\text{missiles}, \text{hit})$ and
    $Y \sim Bin(\text{interceptors}, \text{intercept})$ independent, summed exactly. Chance leaks through a defense that
    Hughes's averages call tight, so where nothing is expected to hit, the mean loss is still above 0.

    Raises DomainError for probabilities outside [0, 1], negative counts or forces, or no staying power.
    """
    _check(missiles, hit, interceptors, intercept, defenders, staying_power)
    hits = np.arange(missiles + 1)[:, None] - np.arange(interceptors + 1)[None, :]
    losses = np.clip(hits / staying_power, 0.0, defenders)
    return float(_binomial(missiles, hit) @ losses @ _binomial(interceptors, intercept))


def _check(
    missiles: int, hit: float, interceptors: int, intercept: float, defenders: float, staying_power: float
) -> None:
    for name, count in (("missiles", missiles), ("interceptors", interceptors)):
        if count < 0 or count != int(count):
            raise DomainError(f"expected_losses: {name} = {count:g} is not a whole number of 0 or more")
    for name, chance in (("hit", hit), ("intercept", intercept)):
        if not 0.0 <= chance <= 1.0:
            raise DomainError(f"expected_losses: {name} = {chance:g} lies outside [0, 1]")
    if not defenders >= 0.0:
        raise DomainError(f"expected_losses: defenders = {defenders:g} lies outside [0, inf)")
    if not staying_power > 0.0:
        raise DomainError(f"expected_losses: staying_power = {staying_power:g} lies outside (0, inf)")


def _binomial(trials: int, chance: float) -> NDArray[np.float64]:
    """Probabilities of 0, 1, ..., ``trials`` successes, one trial after another."""
    pmf = np.array([1.0])
    for _ in range(trials):
        pmf = np.append(pmf * (1.0 - chance), 0.0) + np.append(0.0, pmf * chance)
    return pmf


MODEL = Model(
    section="M13",
    title="The salvo model",
    claim="In missile combat what counts is not attrition but whether a salvo exceeds what the defense can stop.",
    equation=r"\Delta B = \frac{\alpha A - z B}{w}, \quad 0 \le \Delta B \le B",
    cites=("hughes1995", "armstrong2005"),
    confidence=Confidence.DERIVED,
    holds="one simultaneous salvo, missiles spread evenly over the targets, defenses that act as a fixed subtraction",
    breaks="when chance matters (few missiles: use expected_losses), when one side fires first, or when targets are "
    "chosen unevenly",
    main=salvo_losses,
    example={"attackers": 3.0, "offense": 2.0, "defenders": 3.0, "defense": 1.0, "staying_power": 2.0},
    meaning=lambda losses: f"one salvo puts {losses:.4g} ships out of action",
    known=(
        KnownResult("A=B=3, alpha=2, z=1, w=2", lambda: salvo_losses(3, 2, 3, 1, 2), 1.5),
        KnownResult("a defense that is not saturated loses nothing", lambda: salvo_losses(3, 1, 3, 1, 2), 0.0),
    ),
    static=ComparativeStatic(
        vary="attackers",
        low=0.0,
        high=10.0,
        curves="defense",
        values=(0.0, 1.0, 2.0),
        fixed={"offense": 2.0, "defenders": 3.0, "staying_power": 2.0},
        ylabel="ships put out of action",
        reading="Nothing happens until the salvo exceeds the defense; beyond that point every missile counts in full, "
        "until no ship is left.",
    ),
)
