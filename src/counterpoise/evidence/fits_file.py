"""The files of estimates that runs and mechanisms read: their text, and the gate before it is written."""

from collections.abc import Iterable, Mapping

from counterpoise.start.panel_fits import PanelFit

from .calibration import NotConvergedError
from .recorded import rests_on

LEAST_CHANCE = 0.05
"""Chance of ranks as uneven as found below which the gate of a calibration stays closed, shared by its parameters."""
Gates = Mapping[str, Mapping[str, float]]


def demand_open(gates: Gates) -> None:
    """Raises NotConvergedError where ranks of true parameters are not uniform."""
    for name, chances in gates.items():
        if min(chances.values()) < LEAST_CHANCE / len(chances):
            raise NotConvergedError(f"{name}: ranks of true parameters are not uniform: {chances}")


def text(head: str, fits: Iterable[PanelFit], gates: Gates) -> str:
    """The file's text: the panel's hash, the gates, every fit."""
    lines = [head, f'version = 1\npanel = "{rests_on()["panel"]}"\n']
    for name, chances in gates.items():
        inside = ", ".join(f"{parameter} = {chance:.3f}" for parameter, chance in chances.items())
        lines.append(f"[gate.{name}]\nuniform = {{ {inside} }}\n")
    return "\n".join([*lines, *map(_fit, fits)])


def _fit(fit: PanelFit) -> str:
    head = f'[[fit]]\ncalibration = "{fit.calibration}"\nfirst = {fit.first}\nlast = {fit.last}\nrows = {fit.rows}\n'
    rows = [
        f'[[fit.parameter]]\nname = "{e.name}"\nform = "{e.form}"\nprior = [{e.prior[0]:g}, {e.prior[1]:g}]\n'
        f"center = {e.center:.6g}\nspread = {e.spread:.6g}\ninformed = {e.informed:.3f}\n"
        for e in fit.parameters
    ]
    return head + f'rhat = {fit.rhat:.3f}\nnote = "{fit.note}"\n' + "".join(rows)
