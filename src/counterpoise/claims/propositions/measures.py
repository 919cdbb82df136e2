"""What arms are compared by: one number a member, most of them means over the years lived."""

# covers: A16

import numpy as np
from numpy.typing import NDArray

from counterpoise.mechanisms.vocabulary import CLASH
from counterpoise.results.outcomes import effective_number, newcomers

from .laboratory import Measure, Seen

Array = NDArray[np.float64]
LEADING = 40
POWERS = ("USA", "CHN", "RUS", "GBR", "FRA")
SECONDARY = (
    "IND", "PAK", "IRN", "ISR", "TUR", "SAU", "EGY", "ARE", "DZA", "MAR", "KOR", "PRK", "JPN", "IDN", "VNM", "AUS",
    "BRA", "MEX", "ZAF", "NGA", "ETH", "UKR", "POL", "DEU", "ITA", "KAZ",
)  # fmt: skip
"""Assumed: who is a secondary power, by size in its region; the papers name none."""


def of_system(name: str, unit: str) -> Measure:
    """A field of the system, mean over the years."""
    return Measure(name, unit, (name,), lambda w: w[name][:, 1:].mean(axis=1))


def at_end(name: str, unit: str) -> Measure:
    """A field of the system in the last year."""
    return Measure(f"{name} at the end", unit, (name,), lambda w: w[name][:, -1])


def mean_of_states(name: str, unit: str) -> Measure:
    """A field of states, mean over states and years."""
    return Measure(f"{name} of states", unit, (name,), lambda w: w[name][:, 1:].mean(axis=(1, 2)))


def weighted(name: str, weight: str, unit: str) -> Measure:
    """A field of states in the last year, each counting as much as its weight."""

    def compute(w: Seen) -> Array:
        share = w[weight][:, -1]
        return np.asarray((w[name][:, -1] * share).sum(axis=1) / share.sum(axis=1))

    return Measure(f"{name} by {weight}", unit, (name, weight), compute)


def between(name: str, first: str, second: str, unit: str) -> Measure:
    """A field of a pair, mean over both directions and the years."""

    def compute(w: Seen) -> Array:
        chosen = w.dyads((first, second), (first, second))
        return np.asarray(w[name][:, 1:, chosen].mean(axis=(1, 2)))

    return Measure(f"{name} {first}-{second}", unit, (name,), compute)


def of_two(name: str, first: str, second: str, unit: str) -> Measure:
    """A field of states, mean over two of them and the years."""
    return Measure(
        f"{name} {first} and {second}",
        unit,
        (name,),
        lambda w: w[name][:, 1:, w.states((first, second))].mean(axis=(1, 2)),
    )


def willing(*states: str) -> Measure:
    """Chance that some states would keep the agreement on autonomous weapons, mean over them and the years."""

    def compute(w: Seen) -> Array:
        return np.asarray(w["willing"][:, 1:, w.regime(WEAPONS)][..., w.states(states)].mean(axis=(1, 2)))

    return Measure(f"willing {' '.join(states)}", "probability", ("willing",), compute)


WEAPONS = "laws"


def of_regime(name: str, regime: str, unit: str) -> Measure:
    """A field of an agreement, mean over the years (depth is nil while none is in force)."""
    return Measure(f"{name} of {regime}", unit, (name,), lambda w: w[name][:, 1:, w.regime(regime)].mean(axis=1))


def of_weapons_agreement(name: str, unit: str) -> Measure:
    """A field of the agreement on autonomous weapons, mean over the years."""
    return of_regime(name, WEAPONS, unit)


def disputes_of(first: tuple[str, ...] | None = None, neighbors: bool = False) -> Measure:
    """Pairs whose dispute is to be expected to begin in a year, joiners left out; of all or within a group."""

    def compute(w: Seen) -> Array:
        hazard = w["hazard"][:, 1:]
        if first is not None:
            hazard = hazard[..., w.dyads(first, first)]
        if neighbors:
            near = w["contiguous"][0, 0] if first is None else w["contiguous"][0, 0, w.dyads(first, first)]
            hazard = hazard[..., near > 0.0]
        return np.asarray(0.5 * hazard.sum(axis=2).mean(axis=1))

    name = "disputes" + (" in a group" if first else "") + (" of neighbors" if neighbors else "")
    return Measure(name, "pairs/year", ("hazard", *(("contiguous",) if neighbors else ())), compute)


DISPUTES = disputes_of()
WAR_RISK = of_system("war_risk", "wars/year")
NUCLEAR_RISK = of_system("nuclear_risk", "uses/year")
FALSE_RISK = of_system("false_risk", "launches/year")
LIFE = of_weapons_agreement("alive", "share of years")
DEPTH = of_weapons_agreement("depth", "0 to 1")
SUSTAINABLE = of_weapons_agreement("sustainable", "0 to 1")
SMART_POWERS = Measure(
    "number of powers, smart", "powers", ("smart",), lambda w: np.asarray(effective_number(w["smart"][:, -1]))
)
HARD_POWERS = Measure(
    "number of powers, hard", "powers", ("hard",), lambda w: np.asarray(effective_number(w["hard"][:, -1]))
)
NEWCOMERS = Measure(
    "newcomers", "states", ("smart", "hard"), lambda w: np.asarray(newcomers(w["smart"], w["hard"])[:, -1])
)
GROWTH = Measure(
    "growth of the world", "1/year", ("gdp",),
    lambda w: (w["gdp"][:, -1].sum(axis=1) / w["gdp"][:, 0].sum(axis=1)) ** (1.0 / (w["gdp"].shape[1] - 1)) - 1.0,
)  # fmt: skip
HELD = Measure("held by armed groups", "0 to 1", ("nonstate",), lambda w: w["nonstate"][:, -1].mean(axis=1))
REACHED = mean_of_states("exposure", "share of people")
PASSED = mean_of_states("passed", "share")
BURDENS = mean_of_states("milex_share", "share of output")
PACTS = at_end("alliances", "pairs")
SAFETY = weighted("safety", "smart", "0 to 1")
AUTONOMY = weighted("autonomy", "hard", "0 to 1")


def _unsafe(w: Seen) -> Array:
    adopted = (w["u_weapons"] + w["u_isr"] + w["u_cyber"] + w["u_command"]) / 4.0
    return np.asarray(((1.0 - w["safety"]) * adopted)[:, 1:].sum(axis=2).mean(axis=1))


ACCIDENTS = Measure(
    "accidents to be expected",
    "per unit of hazard and year",
    ("u_weapons", "u_isr", "u_cyber", "u_command", "safety"),
    _unsafe,
)
"""What accidents are proportional to, so that their luck (a few in a century) is out of it."""


def _changes(w: Seen) -> Array:
    lasting = np.maximum(w["stability"][:, 1:], 1e-6)
    return np.asarray((1.0 - lasting**0.1).sum(axis=2).mean(axis=1))


REGIME_CHANGES = Measure("regime changes to be expected", "changes/year", ("stability",), _changes)


def _moved(w: Seen) -> Array:
    """Mean places moved by the forty that led in the base year or lead at the end, of the whole ranking."""
    first, last = (np.argsort(np.argsort(-w["smart"][:, t], axis=1), axis=1) for t in (1, -1))
    leading = np.minimum(first, last) < LEADING
    return np.asarray((np.abs(first - last) * leading).sum(axis=1) / leading.sum(axis=1))


TURBULENCE = Measure("places moved in smart power", "places", ("smart",), _moved)


def others_adoption(w: Seen) -> Array:
    """Adoption of autonomous weapons by states that are neither powers nor secondary powers, in the last year."""
    named = w.states((*POWERS, *SECONDARY))
    others = np.setdiff1d(np.arange(len(w.actors.states)), named)
    return np.asarray(w["u_weapons"][:, -1, others].mean(axis=1))


OTHERS_ADOPTION = Measure("adoption by others", "0 to 1", ("u_weapons",), others_adoption)


def outpaced(first: int, last: int) -> Measure:
    """Growth of the armed share of power less that of the share bound by norm or law, between two years lived."""
    return Measure(
        f"outpaced in years {first} to {last}",
        "share of power",
        ("armed_share", "bound_share"),
        lambda w: (
            (w["armed_share"][:, last] - w["armed_share"][:, first])
            - (w["bound_share"][:, last] - w["bound_share"][:, first])
        ),
    )


def _clash_years(w: Seen) -> tuple[Array, NDArray[np.bool_]]:
    """Manipulation by directed dyad, ``[member, year, dyad]``, and where lives are lost after a year they were not."""
    rung = w["rung"]
    begins = np.zeros(rung.shape, bool)
    begins[:, 1:] = (rung[:, 1:] >= CLASH) & (rung[:, :-1] < CLASH)
    return w["manipulation"], begins


def around_clash(offset: int) -> Measure:
    """Mean manipulation ``offset`` years from the one in which a clash of the pair begins; NaN without any clash."""

    def compute(w: Seen) -> Array:
        told, begins = _clash_years(w)
        years = told.shape[1]
        # the first two years have no settled year before them, the last none after
        span = np.arange(2, years - 1)
        chosen = begins[:, span]
        return _mean_where(told[:, span + offset], chosen)

    return Measure(f"manipulation {offset:+d} years from a clash", "share of people", ("manipulation", "rung"), compute)


def _usual(w: Seen) -> Array:
    """Manipulation in pairs that clash, in their years at least three away from one, each weighed by its clashes."""
    told, begins = _clash_years(w)
    fought = w["rung"] >= CLASH
    near = fought.copy()
    for shift in (1, 2):
        near[:, shift:] |= fought[:, :-shift]
        near[:, :-shift] |= fought[:, shift:]
    quiet = ~near
    quiet[:, :2] = False
    clashes = begins[:, 2:-1].sum(axis=1)
    mean = np.where(quiet, told, 0.0).sum(axis=1) / np.maximum(quiet.sum(axis=1), 1)
    usable = clashes * (quiet.sum(axis=1) > 0)
    with np.errstate(invalid="ignore"):
        return np.asarray((mean * usable).sum(axis=1) / usable.sum(axis=1))


USUAL_MANIPULATION = Measure("manipulation in other years", "share of people", ("manipulation", "rung"), _usual)


def _mean_where(values: Array, chosen: NDArray[np.bool_]) -> Array:
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(chosen, values, 0.0).sum(axis=(1, 2)) / chosen.sum(axis=(1, 2)))


def _conceded(w: Seen) -> Array:
    """What states concede, mean over state-years in which some sanction was in force the year before."""
    under = np.zeros(w["concession"].shape, bool)
    member, year, dyad = np.nonzero(w.results["sanction"][:, :-1])
    under[member, year + 1, w.actors.index.dst[dyad]] = True
    return _mean_where(w["concession"], under)


CONCEDED = Measure("conceded under sanctions", "share of the stake", ("concession", "sanction"), _conceded)


def _ratio(above: Array, below: Array) -> Array:
    return np.asarray(above.sum(axis=1) / np.maximum(below.sum(axis=1), 1.0))


JOINERS = Measure(
    "allies that join a clash", "pairs/clash", ("drawn_in", "clashes"),
    lambda w: _ratio(w["drawn_in"][:, 1:], w["clashes"][:, 1:] - w["drawn_in"][:, 1:]),
)  # fmt: skip
WAR_SIZE = Measure(
    "pairs at war for each begun", "pairs", ("wars", "wars_begun"),
    lambda w: _ratio(w["wars"][:, 1:], w["wars_begun"][:, 1:]),
)  # fmt: skip
