"""Reduced form: a country grows at its own pace, catches up with the frontier, and gains from the automation it adopts.

How much automation adds is disputed by more than two orders of magnitude. ``automation_effect`` draws it from a mixture
of three published magnitudes instead of choosing one.
"""

from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import (
    Arg,
    ComparativeStatic,
    Confidence,
    DomainError,
    KnownResult,
    Model,
    formula,
    nonnegative,
    positive,
    share,
)

MODEST_LIMIT = log(1.0066)  # log output; at most .66 % in ten years, Acemoglu 2024 (.71 % in the first draft)
MIDDLE_MODE = log(1.07)  # log output; 7 % in ten years, Briggs and Kodnani 2023
MIDDLE_LIMIT = log(1.15)  # log output; the upper end of their later 10 to 15 %, as the press reported it
EXPLOSIVE_LIMIT = 10.0 * log(1.3)  # log output; assumed: ten years of what Davidson 2021 calls explosive growth
MODEST_WEIGHT, MIDDLE_WEIGHT = 0.4, 0.45  # assumed; the rest, .15, is explosive


@dataclass(frozen=True)
class Magnitude:
    """One published view of what AI adds to output over ten years (log points), and its weight in the mixture."""

    name: str
    weight: float
    low: float
    high: float
    cites: tuple[str, ...]
    grade: str


MAGNITUDES = (
    Magnitude("modest", MODEST_WEIGHT, 0.0, MODEST_LIMIT, ("acemoglu2024",), "uniform below a published upper bound"),
    Magnitude("middle", MIDDLE_WEIGHT, MODEST_LIMIT, MIDDLE_LIMIT, ("briggs2023",), "triangular, mode as published"),
    Magnitude("explosive", 0.15, MIDDLE_LIMIT, EXPLOSIVE_LIMIT, ("erdil2025", "davidson2021"), "assumed log-uniform"),
)


@formula(
    base=Arg("growth without catching up or AI", "1/year"),
    chi=nonnegative("speed of convergence", "1/year"),
    gap=nonnegative("log distance to the frontier's output per head"),
    kappa=nonnegative("log output gained per unit of effective automation"),
    automation=share("further share of tasks automated this year"),
    adoption=share("share of the economy that has adopted it"),
    damage=nonnegative("log output lost to war, sanctions and sabotage this year"),
)
def growth(base, chi, gap, kappa, automation, adoption, damage):
    r"""Growth of a country's output in a year, in logs: $g + \chi\,gap + \kappa\,\Delta auto \cdot adopt - damage$."""
    return base + chi * gap + kappa * automation * adoption - damage


@formula(
    output_per_head=positive("output per head", "USD/person"),
    frontier=positive("output per head at the frontier", "USD/person"),
)
def convergence_gap(output_per_head, frontier):
    r"""Log distance to the frontier, $\ln(y^* / y)$, zero at or beyond it."""
    return max(0.0, log(frontier / output_per_head))


@formula(
    gain=nonnegative("output gained over a period"),
    automation=share("effective automation (tasks automated times adoption) over the same period", low_open=True),
)
def effect_from_gain(gain, automation):
    r"""Effect of automation implied by a published gain over a period: $\kappa = \ln(1 + gain) / automation$."""
    return log(1.0 + gain) / automation


@formula(u=share("uniform draw; the share of the mixture below the result"))
def automation_effect(u):
    r"""Effect $\kappa$ of a decade's automation at a quantile of the mixture, in log output per unit.

    Weight .4 on the modest view (uniform below ln 1.0066), .45 on the middle one (triangular with mode ln 1.07 up to ln
    1.15), .15 on the explosive tail (log-uniform up to ten years at 30 %). One unit is the effective automation of ten
    years. Weights, shapes and the last limit are assumed.
    """
    if u < MODEST_WEIGHT:
        return MODEST_LIMIT * u / MODEST_WEIGHT
    if u < MODEST_WEIGHT + MIDDLE_WEIGHT:
        v = (u - MODEST_WEIGHT) / MIDDLE_WEIGHT
        width, rise = MIDDLE_LIMIT - MODEST_LIMIT, MIDDLE_MODE - MODEST_LIMIT
        if v < rise / width:
            return MODEST_LIMIT + sqrt(v * width * rise)
        return MIDDLE_LIMIT - sqrt((1.0 - v) * width * (width - rise))
    v = (u - MODEST_WEIGHT - MIDDLE_WEIGHT) / (1.0 - MODEST_WEIGHT - MIDDLE_WEIGHT)
    return MIDDLE_LIMIT * (EXPLOSIVE_LIMIT / MIDDLE_LIMIT) ** v


def output_path(initial: ArrayLike, growths: ArrayLike) -> NDArray[np.float64]:
    r"""Output in each year from its start and yearly log growth: $Y_t = Y_0 \exp \sum_{s \le t} g_s$.

    ``initial [...]`` and ``growths [..., year]`` give ``[..., year + 1]``, the first entry being the start. Raises
    DomainError on a start of zero or less.
    """
    start, rates = np.asarray(initial, dtype=float), np.asarray(growths, dtype=float)
    if not (start > 0.0).all():
        raise DomainError(f"output_path: initial = {start[~(start > 0.0)].flat[0]:g} lies outside (0, inf)")
    levels = np.cumsum(rates, axis=-1)
    levels = np.concatenate([np.zeros((*levels.shape[:-1], 1)), levels], axis=-1)
    return start[..., None] * np.exp(levels)


MODEL = Model(
    section="M2",
    title="Country growth with AI",
    claim="What AI adds to a country's growth is its automation times its adoption times a disputed effect.",
    equation=r"\Delta \ln Y_i = g_i + \chi\, gap_i + \kappa_{AI}\, \Delta auto_i \cdot adopt_i - damage_i",
    cites=("acemoglu2024", "briggs2023", "erdil2025", "davidson2021"),
    confidence=Confidence.REDUCED,
    holds="as bookkeeping for yearly growth in an ensemble that draws the effect anew for every member",
    breaks="as a forecast: the effect has no history to be estimated from, and the explosive tail is assumed",
    main=growth,
    example={
        "base": 0.02,
        "chi": 0.02,
        "gap": 1.0,
        "kappa": MIDDLE_MODE,
        "automation": 0.1,
        "adoption": 0.5,
        "damage": 0.0,
    },
    meaning=lambda g: f"output grows by {g:.2%} in the year, in logs",
    known=(
        KnownResult("no effect of AI: base growth alone", lambda: growth(0.03, 0.0, 0.0, 0.0, 0.2, 1.0, 0.0), 0.03),
        KnownResult("the middle view over a decade", lambda: effect_from_gain(0.07, 1.0), log(1.07)),
        KnownResult("four draws in ten lie below the modest bound", lambda: automation_effect(0.4), log(1.0066)),
        KnownResult("the upper end of the mixture", lambda: automation_effect(1.0), 10.0 * log(1.3)),
    ),
    static=ComparativeStatic(
        vary="adoption",
        low=0.0,
        high=1.0,
        curves="kappa",
        values=(MODEST_LIMIT, MIDDLE_MODE, EXPLOSIVE_LIMIT),
        fixed={"base": 0.02, "chi": 0.0, "gap": 0.0, "automation": 0.1, "damage": 0.0},
        ylabel="growth in logs, 1/year",
        reading="Whether adoption matters at all depends on the effect, on which published views differ 400-fold.",
    ),
)
