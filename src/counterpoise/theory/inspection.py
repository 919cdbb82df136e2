"""A few inspections at random times deter more than the same number announced (Dresher 1962; Avenhaus et al. 2002)."""

from typing import NamedTuple

from .declare import (
    ComparativeStatic,
    Confidence,
    DomainError,
    KnownResult,
    Model,
    count,
    formula,
    nonnegative,
    positive,
)
from .declare import share as share_arg

PENALTY = nonnegative("what catching a violation is worth to the inspector, b, against 1 lost by missing it", "value")


@formula(
    stages=count("occasions on which a violation is possible, n", at_least=1),
    inspections=count("inspections available, m"),
    penalty=PENALTY,
)
def inspection_value(stages, inspections, penalty):
    r"""Value to the inspector of m inspections over n occasions, from -1 (helpless) to 0 (violation deterred).

    $v(n, m) = -\binom{n-1}{m} \Big/ \sum_{i=0}^{m} \binom{n}{i} b^{m-i}$, and 0 if every occasion can be inspected. The
    inspectee violates at most once and sees the inspections; payoffs are -1 for a missed violation, b for a caught one.
    """
    if inspections >= stages:
        return 0.0
    term = stages / (stages - inspections)
    total = term
    for i in range(int(inspections), 0, -1):
        term *= penalty * i / (stages - i + 1.0)
        total += term
        if total > 1e100:  # the value is 0 to any precision; the sum itself would overflow
            break
    return -1.0 / total


class Plan(NamedTuple):
    """Play of the first occasion: value to the inspector, chances that it inspects and that the other violates."""

    value: float
    inspect: float
    violate: float


def inspection_plan(stages: int, inspections: int, penalty: float) -> Plan:
    r"""Optimal play on the first of ``stages`` occasions, by recursion over what is left.

    With $v_1 = v(n-1, m-1)$ and $v_0 = v(n-1, m)$: $v = (v_1 + b v_0) / (1 + b + v_0 - v_1)$, inspected with
    probability $(1 + v_0) / (1 + b + v_0 - v_1)$, violated with $(v_0 - v_1) / (1 + b + v_0 - v_1)$.

    Raises DomainError for fewer than one occasion, negative inspections or penalty, or fractions of a count.
    """
    for name, number, least in (("stages", stages, 1), ("inspections", inspections, 0)):
        if number < least or number != int(number):
            raise DomainError(f"inspection_plan: {name} = {number:g} is not a whole number of {least} or more")
    if not penalty >= 0.0:
        raise DomainError(f"inspection_plan: penalty = {penalty:g} lies outside [0, inf)")
    if inspections >= stages:
        return Plan(0.0, 1.0, 0.0)
    if inspections == 0:
        return Plan(-1.0, 0.0, 1.0)
    row = [-1.0] + [0.0] * inspections  # v(n, 0), ..., v(n, m) at n = 1
    for _ in range(2, stages):
        row = [-1.0] + [_mixed_value(row[m - 1], row[m], penalty) for m in range(1, inspections + 1)]
    spent, kept = row[inspections - 1], row[inspections]
    pivot = 1.0 + penalty + kept - spent
    return Plan(_mixed_value(spent, kept, penalty), (1.0 + kept) / pivot, (kept - spent) / pivot)


def _mixed_value(spent: float, kept: float, penalty: float) -> float:
    """Value of [[spent, b], [kept, -1]]: rows inspect or not, columns stay legal or violate."""
    return (spent + penalty * kept) / (1.0 + penalty + kept - spent)


@formula(
    gain=nonnegative("inspectee's gain from a violation that goes unseen, d", "value"),
    penalty=positive("inspectee's loss if caught, b", "value"),
    detection=share_arg("chance that an inspection finds a violation, P_det", low_open=True),
)
def deterring_rate(gain, penalty, detection):
    r"""Least probability of inspection that makes a single violation not worth it: $q^* = d / ((d + b) P_{det})$.

    Above 1, not even certain inspection deters.
    """
    return gain / ((gain + penalty) * detection)


MODEL = Model(
    section="M21",
    title="The inspection game",
    claim="Unpredictable inspections on some occasions deter part of the violations, and penalties stretch them.",
    equation=r"v(n, m) = -\binom{n-1}{m} \Big/ \sum_{i=0}^{m} \binom{n}{i} b^{m-i}",
    cites=("dresher1962", "avenhaus2002", "vonstengel2016"),
    confidence=Confidence.DERIVED,
    holds="one violation at most, inspections always detect, both sides count them, opposed interests",
    breaks="when inspections miss (lower the detection probability), when false alarms are costly, or when the "
    "inspectee also loses from being distrusted",
    main=inspection_value,
    example={"stages": 8.0, "inspections": 2.0, "penalty": 1.0},
    meaning=lambda v: f"on a scale from -1 (helpless) to 0 (all deterred) the inspector can count on {v:.4g}",
    known=(
        KnownResult("n=2, m=1, b=1: -1/3", lambda: inspection_value(2, 1, 1), -1 / 3),
        KnownResult("n=4, m=2, b=1: -.272727", lambda: inspection_value(4, 2, 1), -3 / 11),
        KnownResult("n=8, m=2, b=1: -.567568", lambda: inspection_value(8, 2, 1), -21 / 37),
        KnownResult("n=6, m=3, b=2: -.121951", lambda: inspection_value(6, 3, 2), -5 / 41),
        KnownResult("one shot, d=2, b=3, P=.8: .5", lambda: deterring_rate(2, 3, 0.8), 0.5),
    ),
    static=ComparativeStatic(
        vary="penalty",
        low=0.0,
        high=5.0,
        curves="inspections",
        values=(1.0, 2.0, 4.0),
        fixed={"stages": 8.0},
        ylabel="value to the inspector",
        reading="A stiffer penalty and a further inspection are substitutes; without inspections no penalty helps.",
    ),
)
