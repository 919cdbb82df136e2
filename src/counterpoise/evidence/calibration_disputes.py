"""What disputes say beyond the hazard of each pair: the error all share, recurrence, joining; and write it for runs.

``python -m counterpoise.evidence.calibration_disputes`` fits all windows anew behind the gate of simulation-based
calibration and rewrites ``start/dispute_fits.toml``. What does not converge, or fails the gate, is an error.
"""

from importlib.resources import files
from pathlib import Path

from counterpoise.data.panel import load_panel
from counterpoise.start import onset_fit, panel_fits
from counterpoise.start.pair_years import PairYears
from counterpoise.start.panel_fits import Estimate, PanelFit

from . import calibration_joining, calibration_recurrence
from .calibration import NotConvergedError
from .calibration_gate import uniformity
from .panel_fit import last_years
from .protocol import protocol
from .recorded import rests_on
from .shared_error import shared_error

LEAST_CHANCE = 0.05
NAMES = {"recurrence": ("level", "past", "half_life"), "joining": ("joining", "heat", "cause")}
HEAD = """# What disputes say beyond each pair's hazard, one fit for some last years; later ones take that of 2007.
# Made by: python -m counterpoise.evidence.calibration_disputes. Do not edit.
"""


def level(pairs: PairYears, last: int) -> PanelFit:
    """The error that the hazards of all pairs share, from the posterior of the onset hazard."""
    fit = onset_fit.fit_of(last)
    spread = shared_error(pairs, last)
    estimate = Estimate("CrisisOnset.level", "normal", (0.0, 1.5), 0.0, spread, 1.0 - (spread / 1.5) ** 2)
    return PanelFit("onset_hazard", fit.first, last, fit.rows, 1.0, (estimate,))


def all_fits(pairs: PairYears) -> list[PanelFit]:
    """Every calibration for every last year."""
    kinds = (level, calibration_recurrence.recurrence, calibration_joining.joining)
    return [kind(pairs, last) for last in last_years() for kind in kinds]


def gates(pairs: PairYears, last: int) -> dict[str, dict[str, float]]:
    """Chance of ranks as uneven as those found if posteriors are right, by calibration and parameter."""
    made = {
        "recurrence": calibration_recurrence.ranks(calibration_recurrence.window(pairs, last).thinned()),
        "joining": calibration_joining.ranks(calibration_joining.cases(pairs, last)),
    }
    return {
        name: {key: float(chance) for key, chance in zip(NAMES[name], uniformity(ranked), strict=True)}
        for name, ranked in made.items()
    }


def text(fits: list[PanelFit], gate: dict[str, dict[str, float]]) -> str:
    """The file's text: the panel's hash, the gate, every fit."""
    lines = [HEAD, f'version = 1\npanel = "{rests_on()["panel"]}"\n']
    for name, chances in gate.items():
        inside = ", ".join(f"{parameter} = {chance:.3f}" for parameter, chance in chances.items())
        lines.append(f"[gate.{name}]\nuniform = {{ {inside} }}\n")
    return "\n".join([*lines, *(_text(fit) for fit in fits)])


def _text(fit: PanelFit) -> str:
    head = f'[[fit]]\ncalibration = "{fit.calibration}"\nfirst = {fit.first}\nlast = {fit.last}\nrows = {fit.rows}\n'
    rows = [
        f'[[fit.parameter]]\nname = "{e.name}"\nform = "{e.form}"\nprior = [{e.prior[0]:g}, {e.prior[1]:g}]\n'
        f"center = {e.center:.6g}\nspread = {e.spread:.6g}\ninformed = {e.informed:.3f}\n"
        for e in fit.parameters
    ]
    return head + f'rhat = {fit.rhat:.3f}\nnote = "{fit.note}"\n' + "".join(rows)


def place() -> Path:
    """Where the file is shipped."""
    return Path(str(files(panel_fits.__package__).joinpath(panel_fits.DISPUTES)))


def main() -> None:
    """Fit, check, write. Raises NotConvergedError where the gate stays closed."""
    pairs = PairYears(load_panel())
    gate = gates(pairs, protocol().windows.origin)
    for name, chances in gate.items():
        if min(chances.values()) < LEAST_CHANCE / len(chances):
            raise NotConvergedError(f"{name}: ranks of true parameters are not uniform: {chances}")
    place().write_text(text(all_fits(pairs), gate), encoding="utf-8")


if __name__ == "__main__":
    main()
