"""What a scenario does to a parameter: a number, a path over the years, or a change of what the prior draws."""

from dataclasses import dataclass, field
from math import inf, isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from counterpoise.core.parameters import Parameter
from counterpoise.core.priors import Beta, Fixed, LogNormal, Prior, Triangular, Uniform
from counterpoise.core.random import uniform_for_members

Array = NDArray[np.float64]
HOW = ("value", "times", "plus", "quantiles")
EDGE = 1e-6
"""How near a share may come to 0 and 1, which a beta prior excludes."""
LARGEST = 1e30
SMALLEST = 1e-30
"""What single precision holds with room to compute."""


@dataclass(frozen=True)
class Setting:
    """One parameter of a scenario.

    ``how`` is *value* (these numbers), *times* or *plus* (acting on each member's own draw) or *quantiles* (each
    member's draw, squeezed into a part of its prior; ranks stay). ``years`` is empty for what holds throughout; else
    ``amounts`` are reached in those years, on straight lines between them and level outside. Draws belong to members,
    so the same member is compared with itself across scenarios.
    """

    how: str
    amounts: tuple[float, ...]
    years: tuple[int, ...] = ()
    why: str = ""
    source: str = "assumed"
    place: str = field(default="", compare=False)

    def values(self, parameter: Parameter, seed: int, members: ArrayLike, calendar: ArrayLike) -> Array:
        """Values (1 or member, 1 or year) in the years of ``calendar``, kept within the support of the prior."""
        if self.how == "value":
            return self.along(calendar)[None, :]
        if self.how == "quantiles":
            low, high = self.amounts
            u = uniform_for_members(parameter.name, seed, np.asarray(members, np.uint64))
            return np.asarray(parameter.prior.ppf(low + u * (high - low)))[:, None]
        drawn = parameter.sample(seed, members)[:, None]
        moved = drawn * self.along(calendar) if self.how == "times" else drawn + self.along(calendar)
        return np.clip(moved, *support(parameter.prior))

    def along(self, calendar: ArrayLike) -> Array:
        """The amount in each year, or one number if it is the same throughout."""
        if not self.years:
            return np.array(self.amounts)
        return np.interp(np.asarray(calendar, float), self.years, self.amounts)

    def objection(self, prior: Prior) -> str | None:
        """Why the setting does not suit the prior, or None: values must lie in its support, moved medians too."""
        low, high = support(prior)
        if self.how == "quantiles":
            bottom, top = self.amounts
            return None if 0.0 <= bottom < top <= 1.0 else "quantiles are two numbers, 0 <= first < second <= 1"
        if isinstance(prior, Fixed):
            fits = self.how == "value" and set(self.amounts) == {prior.value}
            return None if fits else f"is taken as known, {prior.value:g}; a variant of the mechanism would change it"
        middle = float(prior.ppf(0.5))
        reached = {
            "value": self.amounts,
            "times": [middle * a for a in self.amounts],
            "plus": [middle + a for a in self.amounts],
        }[self.how]
        wrong = [x for x in reached if not (isfinite(x) and low <= x <= high)]
        if not wrong:
            return None
        subject = (
            f"{wrong[0]:g}" if self.how == "value" else f"its median, {middle:g}, would become {wrong[0]:g}, which"
        )
        return f"{subject} lies outside the support of its prior {prior}, {spelled(low, high)}"

    def canonical(self) -> dict[str, object]:
        """What the setting means, as plain data."""
        return {"how": self.how, "amounts": list(self.amounts), "years": list(self.years)}

    def spelled(self) -> str:
        """The setting in words: ``times 0.5``, ``plus 0 in 2026 to 0.3 in 2032``."""
        head = "" if self.how == "value" else f"{self.how} "
        if self.how == "quantiles":
            return f"{head}{self.amounts[0]:g} to {self.amounts[1]:g} of its prior"
        if not self.years:
            return f"{head}{self.amounts[0]:g}"
        return head + ", ".join(f"{a:g} in {y}" for a, y in zip(self.amounts, self.years, strict=True))


def support(prior: Prior) -> tuple[float, float]:
    """The least and the greatest value of a prior; a prior of one's own may say so by an attribute ``support``."""
    if isinstance(prior, Fixed):
        return prior.value, prior.value
    if isinstance(prior, Uniform | Triangular):
        return prior.low, prior.high
    if isinstance(prior, Beta):
        return EDGE, 1.0 - EDGE
    if isinstance(prior, LogNormal):
        return SMALLEST, LARGEST
    low, high = getattr(prior, "support", (-inf, inf))
    return max(low, -LARGEST), min(high, LARGEST)


def spelled(low: float, high: float) -> str:
    """An interval in words."""
    bottom = "any number" if low <= -LARGEST else ("above 0" if low == SMALLEST else f"{low:g}")
    if high >= LARGEST:
        return bottom if low <= -LARGEST or low == SMALLEST else f"{bottom} or more"
    return f"{bottom} to {high:g}"
