"""What the record says of each estimated parameter: belief before and after, and the share that data informed.

``python -m counterpoise.evidence.informed [YEAR]`` prints the fits that runs from a base year take.
"""

import sys

import numpy as np
import pandas as pd

from counterpoise.core.priors import Normal, Prior
from counterpoise.models import NEOREALIST
from counterpoise.start import onset_fit
from counterpoise.start.panel_fits import FORMS, Estimate, fits_of

from .calibration import prior

COLUMNS = ("calibration", "parameter", "years", "rows", "before", "after", "informed", "rhat")


def informed(year: int = 2024) -> pd.DataFrame:
    """One row a parameter: medians before and after with their 5th and 95th percentiles; columns ``COLUMNS``.

    ``informed`` is the share of the prior's variance, on the scale of its form, that data removed; negative where the
    record is less certain than what was believed.
    """
    rows = [
        (
            fit.calibration,
            e.name,
            f"{fit.first}-{fit.last}",
            fit.rows,
            _range(e, False),
            _range(e, True),
            e.informed,
            fit.rhat,
        )
        for fit in fits_of(year)
        for e in fit.parameters
    ]
    return pd.DataFrame([*rows, *_hazard(year)], columns=list(COLUMNS))


def _hazard(year: int) -> list[tuple[object, ...]]:
    """The coefficients of the onset hazard, errors clustered by pair."""
    fit = onset_fit.fit_of(year)
    mean, deviation = prior(len(fit.coefficients))
    error = np.sqrt(np.diag(fit.covariance))
    names = ("constant", *onset_fit.COVARIATES)
    return [
        ("onset_hazard", f"hazard.{name}", f"{fit.first}-{fit.last}", fit.rows, _of(Normal(m, s)), _of(Normal(at, e)),
         1.0 - (e / s) ** 2, 1.0)
        for name, m, s, at, e in zip(names, mean, deviation, fit.coefficients, error, strict=True)
    ]  # fmt: skip


def _range(estimate: Estimate, after: bool) -> str:
    at = (estimate.center, estimate.spread) if after else estimate.prior
    return _of(FORMS[estimate.form](*at))


def _of(belief: Prior) -> str:
    low, middle, high = (float(belief.ppf(u)) for u in (0.05, 0.5, 0.95))
    return f"{middle:.3g} ({low:.3g} to {high:.3g})"


def share_estimated() -> tuple[int, int]:
    """How many parameters of the default model are estimated, and how many it has."""
    parameters = NEOREALIST.model().parameters.values()
    return sum(p.source.startswith("estimated:") for p in parameters), len(parameters)


def main() -> None:
    """Print the table and the count."""
    print(
        informed(int(sys.argv[1]) if len(sys.argv) > 1 else 2024).to_string(
            index=False, float_format=lambda x: f"{x:.2f}"
        )
    )
    print("{} of {} parameters of the default model are estimated; all others are assumed.".format(*share_estimated()))


if __name__ == "__main__":
    main()
