"""What a run is judged by: one number for each member and year, made from the recorded fields.

They follow the outcome measures that the model was specified with: concentration and arrivals, dilemma, burden and
growth, crises, proliferation, agreements, safety, sovereignty, hedging.
"""

# covers: A05, P30

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]
Fields = Mapping[str, Array]

LEADERS = 10
ADOPTED = 0.5


class Over(enum.StrEnum):
    """Which years of a run an outcome is judged by."""

    END = "last year"
    YEARS = "mean over years"


@dataclass(frozen=True)
class Outcome:
    """A measure of the whole system, (member, year), and the fields it is made of, (member, year, actor)."""

    name: str
    unit: str
    meaning: str
    needs: tuple[str, ...]
    compute: Callable[[Fields], Array]
    cites: tuple[str, ...] = ()
    over: Over = Over.END
    """Whether a run is judged by the last year or by the mean over its years."""

    def judged(self, values: Array) -> Array:
        """One number for each member of (member, year); the base year, before any change, does not count in a mean."""
        return values[..., -1] if self.over is Over.END else values[..., 1:].mean(axis=-1)


def effective_number(shares: Array) -> Array:
    """How many equal powers would be as concentrated, $1 / \\sum_i s_i^2$ (Laakso & Taagepera)."""
    scaled = shares / shares.sum(axis=-1, keepdims=True)
    return 1.0 / (scaled * scaled).sum(axis=-1)


def weighted_mean(values: Array, weights: Array) -> Array:
    """The mean over states, each counting as much as its weight."""
    return (values * weights).sum(axis=-1) / weights.sum(axis=-1)


def inequality(values: Array) -> Array:
    r"""Gini's coefficient over states, $\frac{2 \sum_i i x_{(i)}}{n \sum_i x_i} - \frac{n + 1}{n}$.

    0 where all have the same, near 1 where one has all.
    """
    ordered = np.sort(values, axis=-1)
    n = ordered.shape[-1]
    total = ordered.sum(axis=-1)
    rising = (ordered * np.arange(1, n + 1)).sum(axis=-1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(total == 0, 0.0, 2.0 * rising / (n * total) - (n + 1.0) / n)


def growth(output: Array) -> Array:
    """Growth of the sum over states against the year before; the first year has none and is NaN."""
    world = output.sum(axis=-1)
    first = np.full_like(world[:, :1], np.nan)
    return np.concatenate([first, world[:, 1:] / world[:, :-1] - 1.0], axis=1)


def newcomers(smart: Array, hard: Array) -> Array:
    """States among the ten with most smart power that are not among the ten with most hard power."""
    return (_leads(smart) & ~_leads(hard)).sum(axis=-1).astype(float)


def _leads(power: Array) -> NDArray[np.bool_]:
    if power.shape[-1] <= LEADERS:
        return np.ones(power.shape, bool)
    last = np.partition(power, -LEADERS, axis=-1)[..., -LEADERS : -LEADERS + 1]
    return power >= last


def _adopters(channel: str) -> Outcome:
    name = f"u_{channel}"
    return Outcome(
        f"adopters_{channel}",
        "states",
        f"states more than half way through adopting AI for {channel}",
        (name,),
        lambda f: (f[name] > ADOPTED).sum(axis=-1).astype(float),
        ("horowitz2010",),
    )


def _only(name: str) -> Callable[[Fields], Array]:
    return lambda f: f[name][..., 0]


def _counted(name: str, unit: str, meaning: str) -> Outcome:
    """Events of the whole system, a year."""
    return Outcome(name, unit, meaning, (name,), _only(name), (), Over.YEARS)


def _last(name: str, unit: str, meaning: str) -> Outcome:
    """A state of affairs of the whole system."""
    return Outcome(name, unit, meaning, (name,), _only(name))


AGREEMENTS = {
    "laws": "limits on autonomous weapons",
    "nuclear": "human control of nuclear weapons",
    "frontier": "safety at the frontier of AI",
    "suppliers": "the club of suppliers",
    "ethics": "the ethics of AI",
}
"""The regimes of the world, in their order, and what each is about."""


def _agreement(place: int) -> tuple[Outcome, ...]:
    """Life, depth and members of one agreement; that on autonomous weapons has the short names."""
    name, about = list(AGREEMENTS.items())[place]
    end = f"_{name}" if place else ""
    return (
        Outcome(f"agreement{end}", "share", f"in force: {about}", ("alive",), _of("alive", place), ("downs1996",)),
        Outcome(f"depth{end}", "0 to 1", f"depth of the agreement: {about}", ("depth",), _of("depth", place)),
        Outcome(f"parties_{name}", "states", f"members of the agreement: {about}", ("parties",), _of("parties", place)),
    )


def _of(field: str, place: int) -> Callable[[Fields], Array]:
    """One regime's values; NaN in a world that has no such regime."""
    return lambda f: f[field][..., place] if f[field].shape[-1] > place else np.full(f[field].shape[:2], np.nan)


OUTCOMES = (
    Outcome(
        "growth_world", "1/year", "growth of the world's output", ("gdp",), lambda f: growth(f["gdp"]), (), Over.YEARS
    ),
    Outcome(
        "burden_world",
        "share of output",
        "the world's military expenditure",
        ("milex_share", "gdp"),
        lambda f: weighted_mean(f["milex_share"], f["gdp"]),
    ),
    Outcome(
        "powers_hard",
        "states",
        "effective number of powers by hard power",
        ("hard",),
        lambda f: effective_number(f["hard"]),
        ("laakso1979",),
    ),
    Outcome(
        "powers_smart",
        "states",
        "effective number of powers by smart power",
        ("smart",),
        lambda f: effective_number(f["smart"]),
        ("laakso1979",),
    ),
    Outcome(
        "newcomers",
        "states",
        "leaders in smart power that do not lead in hard power",
        ("smart", "hard"),
        lambda f: newcomers(f["smart"], f["hard"]),
    ),
    Outcome(
        "dilemma_world",
        "0 to 1",
        "intensity of the security dilemma, weighted by hard power",
        ("dilemma", "hard"),
        lambda f: weighted_mean(f["dilemma"], f["hard"]),
        ("jervis1978",),
    ),
    _counted("disputes", "pairs", "pairs whose dispute begins in the year"),
    _counted("wars", "pairs", "pairs of states at war in the year"),
    _counted("war_risk", "count", "wars to be expected of the disputes begun"),
    _counted("nuclear_risk", "count", "nuclear uses to be expected of the disputes begun"),
    Outcome(
        "hedgers", "0 to 1", "how undecided pairs are between alliance and distance", ("hedgers",), _only("hedgers")
    ),
    Outcome("controls", "directed pairs", "export controls in force", ("controls",), _only("controls")),
    Outcome("alliances", "pairs", "pairs of states bound by a defense pact", ("alliances",), _only("alliances")),
    Outcome("tempo", "ratio", "speed of crises against diplomacy", ("tempo",), _only("tempo")),
    *map(_adopters, ("weapons", "isr", "cyber", "command")),
    *(outcome for place in range(len(AGREEMENTS)) for outcome in _agreement(place)),
    Outcome(
        "safety_world",
        "0 to 1",
        "effort on the safety of AI, weighted by smart power",
        ("safety", "smart"),
        lambda f: weighted_mean(f["safety"], f["smart"]),
    ),
    Outcome(
        "accidents_world",
        "count",
        "serious accidents with AI",
        ("accidents",),
        lambda f: f["accidents"].sum(-1),
        (),
        Over.YEARS,
    ),
    _counted("false_risk", "count", "nuclear launches on a false alarm to be expected"),
    _last("nonstate_grounds", "states", "states on whose ground armed groups hold autonomous weapons"),
    _last("norm_share", "share", "adherence to the norm of human control, weighted by status"),
    _last("pacing_gap", "year", "years that technology was there without law"),
    _last("campaigns", "directed pairs", "states that manipulate another's public"),
    _last("sanctions", "directed pairs", "sanctions in force"),
    _counted("turnovers", "count", "regimes that change"),
    _last("tnc_share", "share", "part of the world's computing that named firms own"),
    _last("diffused", "share", "power moved from states to firms"),
    Outcome(
        "sovereignty_gini",
        "0 to 1",
        "inequality of technological sovereignty among states",
        ("sovereignty",),
        lambda f: inequality(f["sovereignty"]),
    ),
)


def available(fields: Mapping[str, object]) -> tuple[Outcome, ...]:
    """The outcomes that can be made of these fields."""
    return tuple(outcome for outcome in OUTCOMES if all(name in fields for name in outcome.needs))


def compute(fields: Fields) -> dict[str, NDArray[np.float32]]:
    """Every outcome the fields allow, by name."""
    return {o.name: np.asarray(o.compute(fields), np.float32) for o in available(fields)}


def named(name: str) -> Outcome | None:
    """The outcome of that name, if it is one."""
    return next((outcome for outcome in OUTCOMES if outcome.name == name), None)
