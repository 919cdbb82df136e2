"""What a forecast is: numbers for units it is shown without their outcomes, from what was known at an origin."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .protocol import Target

Array = NDArray[np.float64]
DRAWS = 1000


@dataclass(frozen=True, eq=False)
class Task:
    """One target at one origin.

    ``units`` has a row for each number asked for, with ``year`` and either the two states of a pair (``a``, ``b``), a
    ``state``, or neither (counts), and covariates as known at the origin; outcomes are not in it. ``past`` is what a
    baseline may be fitted to: rows of the fit window with their ``outcome`` (binary targets), or the yearly series up
    to the origin, ``[year, state]`` or one column of counts.
    """

    target: Target
    origin: int
    units: pd.DataFrame
    build_past: Callable[[], pd.DataFrame]

    @cached_property
    def past(self) -> pd.DataFrame:
        """Made when first asked for, since it may cost seconds and a model does not need it."""
        return self.build_past()

    @property
    def first_fitted(self) -> int:
        """First year of the fit window."""
        return self.origin - self.target.fit_years + 1

    def rng(self, name: str) -> np.random.Generator:
        """Random numbers for a baseline that draws, the same for every run."""
        return np.random.default_rng([self.origin, *name.encode(), *self.target.name.encode()])


class Forecaster(Protocol):
    """A baseline or a model.

    ``forecast`` returns probabilities ``[unit]`` for a binary target, samples ``[draw, unit]`` for another, or None for
    a target it says nothing about. Units keep their order. A model of few pairs gives the rest a pooled rate itself.
    """

    @property
    def name(self) -> str:
        """Short name, the same in every table."""

    @property
    def kind(self) -> str:
        """``baseline`` or ``model``."""

    def forecast(self, task: Task) -> Array | None:
        """Probabilities or samples for the units of ``task``."""


def forecast(forecaster: Forecaster, task: Task) -> Array | None:
    """The forecaster's numbers. Raises ValueError where they are not finite, of the wrong shape or no probabilities."""
    made = forecaster.forecast(task)
    if made is None:
        return None
    said = f"{forecaster.name} on {task.target.name}"
    values = np.asarray(made, dtype=float)
    binary = task.target.kind == "binary"
    if values.ndim != (1 if binary else 2) or values.shape[-1] != len(task.units):
        raise ValueError(f"{said}: shape {values.shape} for {len(task.units)} units of a {task.target.kind} target")
    if not np.isfinite(values).all():
        raise ValueError(f"{said}: {int((~np.isfinite(values)).sum())} values are not finite")
    if binary and ((values < 0) | (values > 1)).any():
        raise ValueError(f"{said}: a probability lies outside 0 to 1")
    return values
