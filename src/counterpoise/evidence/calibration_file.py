"""Write the estimated onset hazard where runs start from, with what it was made from and how it was checked."""

from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import numpy as np

from counterpoise.data.panel import load_panel
from counterpoise.start import onset_fit
from counterpoise.start.onset_fit import COVARIATES, OnsetFit
from counterpoise.start.pair_years import PairYears

from .recorded import rests_on

HEAD = """# The onset hazard as estimated, one fit for each base year up to 2007; later ones take the last.
# Made by: python -m counterpoise.evidence.calibration. Do not edit.
"""


def text(fits: list[OnsetFit], checks: dict[int, dict[str, float]]) -> str:
    """The file's text: the panel's hash, the covariates, every fit, and the sampler's checks of those it has."""
    names = ", ".join(f'"{name}"' for name in COVARIATES)
    parts = [HEAD, f'version = 1\npanel = "{rests_on()["panel"]}"\ncovariates = [{names}]\n']
    return "\n".join(parts + [_fit(fit, checks.get(fit.last)) for fit in fits])


def _fit(fit: OnsetFit, checked: dict[str, float] | None) -> str:
    lines = ["[[fit]]", *(f"{name} = {_value(value)}" for name, value in asdict(fit).items())]
    if checked:
        lines += ["[fit.nuts]", *(f"{name} = {_value(value)}" for name, value in checked.items())]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, np.ndarray):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    return str(value) if isinstance(value, int) else f"{float(value):.9g}"  # type: ignore[arg-type]


def place() -> Path:
    """Where the file is shipped."""
    return Path(str(files(onset_fit.__package__).joinpath(onset_fit.FILE)))


def panel_pairs() -> PairYears:
    """What is known of all pairs of the shipped panel."""
    return PairYears(load_panel())
