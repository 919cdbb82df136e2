"""The estimated onset hazard as shipped: one fit for each base year, made by ``counterpoise.evidence.calibration``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from .pair_years import KEPT, STRUCTURE, design
from .reading import Array

FILE = "onset_hazard.toml"
COVARIATES = (*STRUCTURE, *KEPT)


@dataclass(frozen=True, eq=False)
class OnsetFit:
    """A logit of disputes begun among relevant pairs, and the rate among the others, from years ``first`` to ``last``.

    Coefficients of the constant and of the standardized ``COVARIATES``, and their covariance clustered by pair;
    ``center`` and ``spread`` standardize. ``frailty`` is the squared coefficient of variation among pairs alike in all
    of them. ``pooled`` is the rate of pairs not relevant when last known, with its number of events.
    """

    first: int
    last: int
    rows: int
    events: int
    center: Array
    spread: Array
    coefficients: Array
    covariance: Array
    frailty: float
    pooled: float
    pooled_events: float

    def standardized(self, rows: pd.DataFrame) -> Array:
        """A constant and the covariates as the coefficients want them, ``[pair, 14]``."""
        table = design(rows, COVARIATES)
        table[:, 1:] = (table[:, 1:] - self.center) / self.spread
        return table


@cache
def shipped() -> dict[int, OnsetFit]:
    """The shipped fits by the year they end with."""
    raw = tomllib.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return {fit["last"]: _read(fit) for fit in raw["fit"]}


def panel_hash() -> str:
    """Hash of the panel's files that the shipped fits were made from."""
    return str(tomllib.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))["panel"])


def fit_of(year: int) -> OnsetFit:
    """The fit of a base year: the one that ends with it, or the last there is."""
    fits = shipped()
    return fits[min(year, max(fits))]


def _read(raw: dict[str, object]) -> OnsetFit:
    kept = {name: raw[name] for name in OnsetFit.__dataclass_fields__}
    arrays = {k: np.array(v, dtype=float) for k, v in kept.items() if isinstance(v, list)}
    return OnsetFit(**(kept | arrays))  # type: ignore[arg-type]
