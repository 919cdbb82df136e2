"""What disputes say beyond each pair's hazard: the error all share, recurrence, joining, bad years; written for runs.

``python -m counterpoise.evidence.calibration_disputes`` fits all windows anew behind the gate of simulation-based
calibration and rewrites ``start/dispute_fits.toml``. What does not converge, or fails the gate, is an error.
"""

from importlib.resources import files
from pathlib import Path

from counterpoise.data.panel import load_panel
from counterpoise.start import onset_fit, panel_fits
from counterpoise.start.pair_years import PairYears
from counterpoise.start.panel_fits import Estimate, PanelFit

from . import calibration_joining, calibration_recurrence, calibration_tension, yearly_counts
from .calibration_gate import uniformity
from .fits_file import demand_open, text
from .panel_fit import last_years
from .protocol import protocol
from .shared_error import shared_error

NAMES = {
    "recurrence": ("level", "past", "half_life"),
    "joining": ("joining", "heat", "pact", "leaning", "cause"),
    "tension": ("spread", "persistence"),
}
HEAD = """# What disputes say beyond each pair's hazard, one fit for some last years; later ones take that of 2007.
# Made by: python -m counterpoise.evidence.calibration_disputes. Do not edit.
"""


def level(pairs: PairYears, last: int) -> PanelFit:
    """The error that the hazards of all pairs share, from the posterior of the onset hazard."""
    fit = onset_fit.fit_of(last)
    spread = shared_error(pairs, last)
    estimate = Estimate("CrisisOnset.level", "normal", (0.0, 1.5), 0.0, spread, 1.0 - (spread / 1.5) ** 2)
    return PanelFit("onset_hazard", fit.first, last, fit.rows, 1.0, (estimate,))


def fits(pairs: PairYears, last: int) -> list[PanelFit]:
    """Every calibration for a last year."""
    shared, remembered = level(pairs, last), calibration_recurrence.recurrence(pairs, last)
    joined = calibration_joining.joining(pairs, last)
    return [shared, remembered, joined, calibration_tension.tension(pairs, last, *beside(shared, remembered))]


def beside(shared: PanelFit, remembered: PanelFit) -> tuple[float, float, float]:
    """What the shock of a year stands beside: weight of the past, half-life of memory, deviation of the level."""
    past, half_life = (each.center for each in remembered.parameters)
    return past, half_life, shared.parameters[0].spread


def all_fits(pairs: PairYears) -> list[PanelFit]:
    """Every calibration for every last year."""
    return [fit for last in last_years() for fit in fits(pairs, last)]


def gates(pairs: PairYears, last: int) -> dict[str, dict[str, float]]:
    """Chance of ranks as uneven as those found if posteriors are right, by calibration and parameter."""
    usual = beside(level(pairs, last), calibration_recurrence.recurrence(pairs, last))
    made = {
        "recurrence": calibration_recurrence.ranks(calibration_recurrence.window(pairs, last).thinned()),
        "joining": calibration_joining.ranks(calibration_joining.cases(pairs, last).thinned()),
        "tension": calibration_tension.ranks(yearly_counts.counts(pairs, last, *usual)),
    }
    return {
        name: {key: float(chance) for key, chance in zip(NAMES[name], uniformity(ranked), strict=True)}
        for name, ranked in made.items()
    }


def place() -> Path:
    """Where the file is shipped."""
    return Path(str(files(panel_fits.__package__).joinpath(panel_fits.DISPUTES)))


def main() -> None:
    """Fit, check, write. Raises NotConvergedError where the gate stays closed."""
    pairs = PairYears(load_panel())
    gate = gates(pairs, protocol().windows.origin)
    demand_open(gate)
    place().write_text(text(HEAD, all_fits(pairs), gate), encoding="utf-8")


if __name__ == "__main__":
    main()
