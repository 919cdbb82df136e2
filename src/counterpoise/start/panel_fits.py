"""Estimated parameters as shipped: one fit of each panel for several last years, made by ``evidence.panel_fit``.

Mechanisms declare the fit that ends with 2007, which later base years take too; a hindcast from an earlier origin takes
the fit that ends there.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from counterpoise.core.priors import Beta, LogNormal, Normal, Prior

FILE = "panel_fits.toml"
DISPUTES = "dispute_fits.toml"
"""Made by ``evidence.calibration_disputes``."""


def share(mean: float, sd: float) -> Beta:
    """The beta law with this mean and standard deviation. Raises ValueError where none has them."""
    size = mean * (1.0 - mean) / sd**2 - 1.0
    return Beta(mean * size, (1.0 - mean) * size)


FORMS: dict[str, Callable[[float, float], Prior]] = {"normal": Normal, "lognormal": LogNormal, "beta": share}
"""What makes the law of a form from its center and spread."""


@dataclass(frozen=True)
class Estimate:
    """One parameter: belief before (``prior``) and after, as center and spread of the form; ``informed`` is the share
    of the prior's variance, on the form's own scale, that data removed (below zero where they widened it).
    """

    name: str
    form: str
    prior: tuple[float, float]
    center: float
    spread: float
    informed: float

    @property
    def posterior(self) -> Prior:
        """As a mechanism draws it."""
        return FORMS[self.form](self.center, self.spread)


@dataclass(frozen=True)
class PanelFit:
    """The estimates of one calibration from years ``first`` to ``last``."""

    calibration: str
    first: int
    last: int
    rows: int
    rhat: float
    parameters: tuple[Estimate, ...]
    note: str = ""
    """What was found and is not drawn by any mechanism."""


@cache
def raw(file: str = FILE) -> dict[str, Any]:
    """A file as it stands."""
    return tomllib.loads(files(__package__).joinpath(file).read_text(encoding="utf-8"))


@cache
def shipped() -> tuple[PanelFit, ...]:
    """Every shipped fit."""
    return tuple(_read(entry) for file in (FILE, DISPUTES) for entry in raw(file)["fit"])


def fits_of(year: int) -> tuple[PanelFit, ...]:
    """The last fit of each calibration that ends no later than ``year``; the earliest there is for years before."""
    chosen: dict[str, PanelFit] = {}
    for fit in sorted(shipped(), key=lambda fit: fit.last):
        if fit.last <= year or fit.calibration not in chosen:
            chosen[fit.calibration] = fit
    return tuple(chosen.values())


def priors_of(year: int) -> dict[str, Prior]:
    """What runs of a hindcast from ``year`` draw estimated parameters from, by ``Mechanism.name``."""
    return {each.name: each.posterior for fit in fits_of(year) for each in fit.parameters}


def _read(entry: dict[str, Any]) -> PanelFit:
    parameters = tuple(Estimate(**{**each, "prior": tuple(each["prior"])}) for each in entry["parameter"])
    head = {name: entry[name] for name in ("calibration", "first", "last", "rows", "rhat", "note")}
    return PanelFit(**head, parameters=parameters)
