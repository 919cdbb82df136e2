"""H14, the half on precision: precise strikes destroy more per dollar than cheap drones, while they surprise."""

# covers: C23

from functools import cache

import numpy as np

from .proposition import ClosedForm, Paired, Proposition

SALVO, WORN = 100.0, 10
MODELS = ("constant", "saturating", "fitted")


@cache
def _logs(option: str, members: int, seed: int) -> tuple[dict[str, tuple[np.ndarray, np.ndarray]], Paired]:
    """Log10 of precision over mass per dollar by leak model, at the first use and worn off; and what was drawn."""
    from counterpoise.exchange.fitted import leak_fit
    from counterpoise.exchange.inputs import chosen
    from counterpoise.exchange.leakage import Constant, Fitted, Leakage, Saturating
    from counterpoise.exchange.worlds import Worlds

    worlds = Worlds.drawn_from(chosen(option, None, None, None), members, seed)
    x = worlds.drawn
    models: dict[str, Leakage] = {
        "constant": Constant(x["defense.kill"]),
        "saturating": Saturating(x["defense.kill"], x["defense.capacity"]),
        "fitted": Fitted.drawn(leak_fit(), members, seed),
    }
    with np.errstate(divide="ignore"):
        found = {
            name: tuple(np.log10(worlds.merit(uses) / model.share(SALVO)) for uses in (0, WORN))
            for name, model in models.items()
        }
    nothing = np.zeros(members)
    columns = np.column_stack([np.broadcast_to(v, (members,)) for v in x.values()])
    return found, Paired(nothing, nothing, columns, tuple(f"exchange.{n}" for n in x))  # type: ignore[return-value]


def _paired(option: str, worn: bool) -> ClosedForm:
    def drawn(bundle: str, members: int, seed: int) -> Paired:
        logs, rest = _logs(option, members, seed)
        return rest._replace(treatment=logs[bundle][1 if worn else 0])

    return ClosedForm("powers of ten", drawn)


PROPOSITION = Proposition(
    "H14p",
    treatment="precise strikes of the kind of June 2025 (or a guided missile), by what is known of their cost and hits",
    control=f"a salvo of {SALVO:g} cheap drones; mass and precision compared per dollar, in powers of ten",
    effects={
        "precision over mass per dollar, first use": _paired("spiderweb", False),
        "precision over mass per dollar, after ten uses": _paired("spiderweb", True),
        "precision over mass per dollar, missile": _paired("missile", False),
    },
    bundles=MODELS,
    doubts=(
        "one event with disputed numbers: every input of the precise option is assumed",
        "three models of how drones leak stand in place of bundles; they differ little beside the value of what is hit",
        "damage per dollar is not military effect: a bomber and a transformer are added as dollars",
    ),
)
