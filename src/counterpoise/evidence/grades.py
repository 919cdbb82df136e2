"""What a target's scores allow to be said: forecast, baseline or exploratory."""

from dataclasses import dataclass
from enum import StrEnum

from .protocol import Target, Thresholds, protocol
from .scored import Scored
from .skill import Skill


class TargetGrade(StrEnum):
    """How far numbers about a target may be believed."""

    FORECAST = "forecast"
    BASELINE = "baseline"
    EXPLORATORY = "exploratory"


@dataclass(frozen=True)
class Record:
    """What a model's forecast of a target came to, as the rule needs it."""

    over_reference: Skill
    secondary: float
    over_best: Skill
    calibration: float


def grade(
    target: Target,
    units: int,
    events: int | None,
    baseline_calibration: list[float],
    models: list[Record],
    rule: Thresholds | None = None,
) -> TargetGrade:
    """The grade by the protocol's rule: any one model that meets every condition earns *forecast*."""
    rule = rule or protocol().grade
    if any(earns_forecast(target, units, events, record, rule) for record in models):
        return TargetGrade.FORECAST
    enough = units >= rule.baseline_units if events is None else events >= rule.baseline_events
    calibrated = any(is_calibrated(target, value, rule) for value in baseline_calibration)
    return TargetGrade.BASELINE if enough and calibrated else TargetGrade.EXPLORATORY


def earns_forecast(target: Target, units: int, events: int | None, record: Record, rule: Thresholds) -> bool:
    """Whether a model beats the reference clearly, is not clearly beaten, is calibrated, and on enough cases."""
    least = rule.forecast_units_counts if target.kind == "count" else rule.forecast_units
    enough = units >= least if events is None else events >= rule.forecast_events
    return (
        enough
        and record.over_reference.low > rule.reference_low_above
        and record.secondary >= rule.secondary_at_least
        and record.over_best.high > rule.best_baseline_high_above
        and is_calibrated(target, record.calibration, rule)
    )


def is_calibrated(target: Target, value: float, rule: Thresholds) -> bool:
    """Whether events forecast over seen, or the coverage of the 90 % interval, lies within the protocol's bounds."""
    bounds = {"binary": rule.calibration_ratio, "count": rule.coverage_counts}.get(target.kind, rule.coverage)
    return bounds[0] <= value <= bounds[1]


def graded(scored: Scored) -> TargetGrade:
    """The grade of a target from its scores on all units."""
    target = scored.target
    baselines = [scored.calibration(name) for name, kind in scored.kinds.items() if kind == "baseline"]
    models = [record_of(scored, name) for name, kind in scored.kinds.items() if kind == "model"]
    return grade(target, len(scored.outcome), scored.events, baselines, models)


def record_of(scored: Scored, name: str) -> Record:
    """One model's record."""
    target = scored.target
    return Record(
        scored.skill(name, target.reference, target.primary),
        scored.skill(name, target.reference, target.secondary).value,
        scored.skill(name, target.best, target.primary),
        scored.calibration(name),
    )
