"""H5: an accord on a risk that all share is kept deeper than one on weapons."""

# covers: F35, C28

from dataclasses import replace
from functools import cache

import numpy as np

from .arms import AS_IS, Arm, starts
from .measures import of_regime
from .proposition import ClosedForm, Contrast, Paired, Proposition

PARTIES = ("USA", "CHN", "RUS")
WEAPONS, SHARED = "laws-limits", "frontier-safety"


@cache
def _depths(bundle: str, members: int, seed: int) -> tuple[dict[str, np.ndarray], np.ndarray, tuple[str, ...]]:
    """Depth kept of the accord on weapons, on the shared risk, and on that if nobody believed in it."""
    from counterpoise.data.panel import BASE_YEAR, load_panel
    from counterpoise.deals.depth import sustainable
    from counterpoise.deals.draws import draw
    from counterpoise.deals.issues import issue
    from counterpoise.deals.parties import gather

    table, found = gather(load_panel(), PARTIES, BASE_YEAR), {}
    for name in (WEAPONS, SHARED):
        sample = draw(table, issue(name), members, seed)
        stakes = sample.stakes()
        if bundle == "institutionalist":
            stakes = replace(stakes, weight=np.zeros_like(stakes.weight))
        found[name] = sustainable(stakes, sample.terms)
    nobody = replace(stakes, restraint=np.zeros_like(stakes.restraint), future=np.zeros_like(stakes.future))
    found["without the shared loss"] = sustainable(nobody, sample.terms)
    drawn = {
        "loss": sample.loss,
        "hazard": sample.hazard,
        "benefit": sample.benefit,
        "breakout": sample.breakout,
        "exposure": sample.exposure,
        "convertible": sample.convertible,
        "detection": sample.terms.detection,
        "false_alarm": sample.terms.false_alarm,
        "punishment": sample.terms.punishment,
        "discount (mean of parties)": sample.discount.mean(axis=0),
    }
    columns = [np.broadcast_to(np.asarray(v, float), (members,)) for v in drawn.values()]
    return found, np.column_stack(columns), tuple(f"deals.{name}" for name in drawn)


def _paired(control: str) -> ClosedForm:
    def drawn(bundle: str, members: int, seed: int) -> Paired:
        depths, parameters, names = _depths(bundle, members, seed)
        return Paired(depths[control], depths[SHARED], parameters, names)

    return ClosedForm("share of full depth", drawn)


NOTHING_SHARED = Arm("a loss to nobody but the victim", start=(starts("shared_loss", 0.0, "frontier"),))
KEPT = of_regime("sustainable", "frontier", "0 to 1")

PROPOSITION = Proposition(
    "H5",
    treatment="an accord on the safety of frontier AI between the United States, China and Russia, with the loss all "
    "three believe to share",
    control="limits on autonomous weapons between the same three; and the same accord if nobody believed in the loss",
    effects={
        "depth of the shared risk over weapons": _paired(WEAPONS),
        "depth gained by the shared loss": _paired("without the shared loss"),
        "the same as the simulated world lives it": Contrast((NOTHING_SHARED, AS_IS), (KEPT,)),
    },
    doubts=(
        "the two that decide are drawn in closed form, as `deal` does, with the same draws for both issues; the "
        "institutionalist bundle there means no weight on relative gains; the third is lived, and was added later",
        "how large a loss the parties believe in is assumed, and the two issues differ in detection and breakout too",
    ),
)
