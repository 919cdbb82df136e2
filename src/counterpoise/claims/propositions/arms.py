"""Sides of a comparison: what is set, switched off or started otherwise than in the default world."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterpoise.models import BUNDLES
from counterpoise.scenarios import Adjustment, Scenario, Setting
from counterpoise.scenarios.adjustments import ALL

FIRST = 2025
TINY = 1e-30
"""As good as nothing, for parameters whose prior excludes zero."""
ALMOST = 0.999999


@dataclass(frozen=True)
class Arm:
    """One side. Parameters are by ``Mechanism.name``; what is not named is as drawn, so that two arms are paired."""

    name: str
    parameters: Mapping[str, Setting] = field(default_factory=dict)
    without: tuple[str, ...] = ()
    start: tuple[Adjustment, ...] = ()

    def scenario(self, bundle: str) -> Scenario:
        """The arm as a scenario of a bundle of mechanisms."""
        known = {m.__name__ for m in BUNDLES[bundle].mechanisms}
        missing = set(self.without) - known
        if missing:
            raise ValueError(f"arm {self.name}: no mechanism {', '.join(sorted(missing))} in {bundle}")
        return Scenario(
            name=self.name,
            title=self.name,
            theory=bundle,
            without=tuple(sorted(self.without)),
            parameters=self.parameters,
            start=self.start,
        )


AS_IS = Arm("as it is")


def value(amount: float) -> Setting:
    """The same number in every world."""
    return Setting("value", (amount,))


def times(factor: float) -> Setting:
    """Each world's own draw, multiplied."""
    return Setting("times", (factor,))


def plus(amount: float) -> Setting:
    """Each world's own draw, shifted."""
    return Setting("plus", (amount,))


def fading(factor: float, by: int) -> Setting:
    """Each world's own draw, multiplied from the second year on, in full by a year.

    The first year is as drawn: in it the model sets the level of disputes by the record, so that what acts from the
    start is in that level already and would be taken for nothing.
    """
    return Setting("times", (1.0, factor), (FIRST, max(by, FIRST + 1)))


def within(low: float, high: float) -> Setting:
    """Each world's own draw squeezed into a part of its prior, ranks kept."""
    return Setting("quantiles", (low, high))


def starts(field_name: str, amount: float, *who: tuple[str, ...] | str, mutual: bool = False) -> Adjustment:
    """A starting value that is known and the same in every world; ``all`` names everybody."""
    names = tuple((one,) if isinstance(one, str) else one for one in who)
    return Adjustment(field_name, names, "value", amount, error=0.0, mutual=mutual)


EVERYBODY = ALL
