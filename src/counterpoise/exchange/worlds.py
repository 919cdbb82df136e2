"""The inputs drawn many times over, and what they make of the two options: cost, value, merit, targets spent."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoise.theory.mass_precision import adapted_hit, asset_loss_share, precision_merit

from .inputs import Range

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Worlds:
    """The inputs drawn: one value a draw of each, and what follows from them for both options."""

    drawn: dict[str, Array]
    cost: Array
    value: Array
    precision_value: Array

    @classmethod
    def drawn_from(cls, held: Mapping[str, Range], draws: int, seed: int) -> "Worlds":
        r"""Cost and value of an *average* drone launched: decoys cost less and destroy nothing.

        $c = (1 - d) c_d + d c_{decoy}$, $v = (1 - d)\, h\, v_m$ per drone that leaks.
        """
        x = {key: r.draw(draws, seed) for key, r in held.items()}
        armed = 1.0 - x["mass.decoy_share"]
        cost = armed * x["mass.unit_cost"] + x["mass.decoy_share"] * x["mass.decoy_cost"]
        value = armed * x["mass.hit_given_leak"] * x["mass.value"]
        given = next(r for r in held.values() if r.name in ("value", "value_ratio") and r.option not in ("mass",))
        worth = x["precision.value" if "precision.value" in held else "precision.value_ratio"]
        return cls(x, cost, value, worth * x["mass.value"] if given.name == "value_ratio" else worth)

    def merit(self, uses: int = 0) -> Array:
        """Precision's merit rho after some earlier uses."""
        return np.asarray(
            precision_merit(
                self.hit(uses), self.precision_value, self.drawn["precision.unit_cost"], self.value, self.cost
            )
        )

    def hit(self, uses: int) -> Array:
        """Chance of a hit after the surprise has worn off by some uses."""
        return np.asarray(adapted_hit(self.drawn["precision.hit"], self.drawn["precision.adaptation"], uses))

    def assets_hit(self, uses: int) -> Array:
        """Share of the precise option's targets hit after some uses; missing where their number is not known."""
        x = self.drawn
        if "precision.assets" not in x:
            return np.full(len(x["precision.hit"]), np.nan)
        campaign = (x["precision.hit"], x["precision.salvo"], x["precision.adaptation"], uses, x["precision.assets"])
        return np.asarray(asset_loss_share(*campaign))
