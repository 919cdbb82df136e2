"""Estimate what the panel tells of growth, arms, votes and pacts, and write it where mechanisms and runs read it.

``python -m counterpoise.evidence.panel_fit`` fits all windows anew, closes the gate of simulation-based calibration
behind them, and rewrites ``start/panel_fits.toml``. What does not converge, or fails the gate, is an error.
"""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np

from counterpoise.data.panel import Panel, load_panel
from counterpoise.start import panel_fits
from counterpoise.start.pair_years import PairYears
from counterpoise.start.panel_fits import Estimate, PanelFit

from . import pact_fit, panel_window
from .estimates import lognormal, normal
from .fits_file import demand_open, text
from .panel_gate import gates
from .panel_sampler import sampled
from .protocol import protocol
from .vote_fit import votes

Array = np.ndarray
HEAD = """# Parameters as estimated from panels, one fit for some last years; base years after 2007 take that of 2007.
# Made by: python -m counterpoise.evidence.panel_fit. Do not edit.
"""
GROWTH_SHOCKS = {"Growth.own_shock": (1.0, 1.3), "Growth.world_shock": (0.005, 1.4)}
ARMS_SHOCKS = {"ArmsRace.shock": (1.0, 1.3), "ArmsRace.tide": (0.014, 2.0)}
"""Spread before data, median and geometric deviation, as the mechanisms declared them when they were assumed."""


def last_years() -> tuple[int, ...]:
    """The origins of the protocol at which disputes are on record and something is fitted."""
    windows = protocol().windows
    return tuple(sorted({*windows.rolling_origins, windows.tune_origin, windows.origin}))


def growth(panel: Panel, last: int) -> PanelFit:
    """Half-life of the own pace, common pace, catching up, what lasts of luck, and both spreads."""
    data = panel_window.growth_panel(panel, last)
    found = sampled(data, panel_window.growth_prior())
    inertia, common, catching = found["beta"].T
    before = panel_window.GROWTH_PRIOR
    parameters = (
        lognormal("Growth.half_life", found["point"], panel_window.HALF_LIFE),
        normal("Growth.inertia", inertia, before["inertia"]),
        normal("Growth.common", common / (1.0 - inertia), before["common"]),
        lognormal("Growth.convergence", catching / (1.0 - inertia) / panel_window.USUAL_CAPACITY, (0.015, 1.4)),
        lognormal("Growth.own_shock", found["luck"], GROWTH_SHOCKS["Growth.own_shock"]),
        lognormal("Growth.world_shock", found["common"], GROWTH_SHOCKS["Growth.world_shock"]),
    )
    return _fit("growth", panel, last, len(data.year), found["rhat"], parameters)


def arms(panel: Panel, last: int) -> PanelFit:
    """Size of luck and what lasts of it, and the spread of the year's shock to all.

    Three more are noted and not shipped. Richardson's reaction is not told from zero in any window, with a threat that
    is a proxy (the mean burden of rivals), whose error draws it there. The pull back to the norm has the wrong sign:
    what moved away from its base year moved on, and over decades burdens would run away. The common drift is that of
    one epoch, of which a window holds one. The mechanism keeps assumptions for all three.
    """
    data = panel_window.arms_panel(panel, last)
    found = sampled(data, panel_window.arms_prior())
    grievance, reaction, fatigue, inertia = found["beta"].T
    parameters = (
        normal("ArmsRace.inertia", inertia, panel_window.ARMS_PRIOR["inertia"]),
        lognormal("ArmsRace.shock", found["luck"], ARMS_SHOCKS["ArmsRace.shock"]),
        lognormal("ArmsRace.tide", found["common"], ARMS_SHOCKS["ArmsRace.tide"]),
    )
    named = {"grievance": grievance, "fatigue": fatigue, "reaction": reaction}
    note = "; ".join(f"{n} {d.mean():.4f} +- {d.std():.4f}, positive {(d > 0).mean():.3f}" for n, d in named.items())
    return replace(_fit("arms", panel, last, len(data.year), found["rhat"], parameters), note=note)


def _fit(name: str, panel: Panel, last: int, rows: int, rhat: Array, parameters: tuple[Estimate, ...]) -> PanelFit:
    return PanelFit(name, last - protocol().windows.fit_years + 1, last, rows, float(np.max(rhat)), parameters)


def all_fits(panel: Panel) -> list[PanelFit]:
    """Every calibration for every last year."""
    return [fit for last in last_years() for fit in (growth(panel, last), arms(panel, last), votes(panel, last))]


def pact_rates(pairs: PairYears) -> str:
    """Yearly chances that a pact is made or ended among relevant pairs: for the record, as no mechanism draws them."""
    rows = []
    for last in last_years():
        for what, (events, cases) in pact_fit.changes(pairs, last).items():
            mean, error = pact_fit.rate(events, cases)
            head = f'[[pacts]]\nwhat = "{what}"\nlast = {last}\nevents = {events}\ncases = {cases}\n'
            rows.append(f"{head}mean = {mean:.6g}\nerror = {error:.6g}\n")
    return "\n".join(rows)


def place() -> Path:
    """Where the file is shipped."""
    return Path(str(files(panel_fits.__package__).joinpath(panel_fits.FILE)))


def main() -> None:
    """Fit, check, write. Raises NotConvergedError where the gate stays closed."""
    panel = load_panel()
    gate = gates(panel, protocol().windows.origin)
    demand_open(gate)
    written = text(HEAD, all_fits(panel), gate) + "\n" + pact_rates(PairYears(panel))
    place().write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
