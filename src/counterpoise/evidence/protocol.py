"""The protocol of evaluation: windows, targets, thresholds and looks, read from the file that was written first."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from counterpoise.core import InputError, nearest


@dataclass(frozen=True)
class Windows:
    """Years of fit, test and confirmation; a fit uses the ``fit_years`` that end with its origin."""

    fit_years: int
    origin: int
    tune_origin: int
    confirm_origin: int
    rolling_origins: tuple[int, ...]
    horizon: int


@dataclass(frozen=True)
class Target:
    """What is forecast, how it is scored, and the two baselines it is measured against."""

    name: str
    kind: str
    what: str
    column: str
    unit: str
    naive: str
    reference: str
    best: str
    primary: str
    secondary: str
    mark: str
    confirm: str
    origin: int
    horizon: int
    fit_years: int


@dataclass(frozen=True)
class Bootstrap:
    """How intervals of skill are drawn."""

    replicates: int
    interval: float
    seed: int


@dataclass(frozen=True)
class Look:
    """One look at outcomes of the test window; ``kind`` is prior, baseline or model."""

    date: str
    kind: str
    who: str
    target: str
    why: str


@dataclass(frozen=True)
class Change:
    """An amendment to the protocol after it was first written."""

    date: str
    what: str


@dataclass(frozen=True)
class Thresholds:
    """What a model must reach for its target to be graded forecast, and a baseline for it to be graded baseline."""

    reference_low_above: float
    secondary_at_least: float
    best_baseline_high_above: float
    calibration_ratio: tuple[float, float]
    coverage: tuple[float, float]
    coverage_counts: tuple[float, float]
    forecast_events: int
    forecast_units: int
    forecast_units_counts: int
    baseline_events: int
    baseline_units: int


@dataclass(frozen=True)
class Protocol:
    """Everything that was fixed before any model was scored."""

    windows: Windows
    universe: dict[str, Any]
    bootstrap: Bootstrap
    grade: Thresholds
    targets: tuple[Target, ...]
    changes: tuple[Change, ...]
    looks: tuple[Look, ...]

    def target(self, name: str) -> Target:
        """One target. Raises InputError with the nearest spelling."""
        found = {target.name: target for target in self.targets}
        if name not in found:
            near = nearest(name, found)
            hint = f"; did you mean {near!r}?" if near else ""
            raise InputError(f"unknown target {name!r}{hint} Targets: {', '.join(found)}")
        return found[name]

    def looks_by(self, kind: str) -> int:
        """How many looks at the test window were taken by priors, baselines or models."""
        return sum(look.kind == kind for look in self.looks)


@cache
def protocol() -> Protocol:
    """The protocol as written in ``protocol.toml``; lists become tuples."""
    text = files(__package__).joinpath("protocol.toml").read_text(encoding="utf-8")
    raw = {section: _frozen(body) for section, body in tomllib.loads(text).items()}
    windows = Windows(**raw["windows"])
    usual = {"origin": windows.origin, "horizon": windows.horizon, "fit_years": windows.fit_years}
    return Protocol(
        windows,
        raw["universe"],
        Bootstrap(**raw["bootstrap"]),
        Thresholds(**raw["grade"]),
        tuple(Target(**(usual | entry)) for entry in raw["target"]),
        tuple(Change(**entry) for entry in raw["change"]),
        tuple(Look(**entry) for entry in raw["look"]),
    )


def _frozen(body: Any) -> Any:
    """TOML tables with their number lists as tuples; lists of tables stay lists."""
    if isinstance(body, dict):
        return {key: tuple(value) if isinstance(value, list) else value for key, value in body.items()}
    return body


def rendered() -> dict[str, str]:
    """The parts of docs/evidence/protocol.md that are generated: windows, targets, thresholds and looks."""
    plan = protocol()
    return {
        "windows": _listed(plan.windows),
        "targets": _table(
            plan.targets, ("name", "kind", "what", "naive", "reference", "best", "primary", "secondary", "mark")
        ),
        "confirm": _table(plan.targets, ("name", "origin", "horizon", "fit_years", "confirm")),
        "thresholds": _listed(plan.grade),
        "changes": _table(plan.changes, ("date", "what")),
        "counter": f"Looks by models: {plan.looks_by('model')}. By baselines: {plan.looks_by('baseline')}. "
        f"Before this page: {plan.looks_by('prior')}.",
        "looks": _table(plan.looks, ("date", "kind", "who", "target", "why")),
    }


def _listed(record: Any) -> str:
    return "\n".join(f"- `{name}`: {_plain(value)}" for name, value in vars(record).items())


def _table(records: tuple[Any, ...], columns: tuple[str, ...]) -> str:
    head = [" | ".join(columns), " | ".join("---" for _ in columns)]
    rows = [" | ".join(_plain(getattr(record, column)) for column in columns) for record in records]
    return "\n".join(f"| {row} |" for row in [*head, *rows])


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
