"""Three accounts of how many get through: a constant share, a defense that saturates, and what the raids show."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from counterpoise.theory.mass_precision import crossover_salvo
from counterpoise.theory.saturation import expected_leakers

from .fitted import LeakFit
from .leak_fit import REFERENCE

Array = NDArray[np.float64]
MODELS = {"constant": "constant share", "saturation": "saturation", "fitted": "fitted to the raids"}
"""What tables and pictures call each account."""


class Leakage(Protocol):
    """A share that leaks for each draw; ``turn`` is the salvo at which it equals a given merit of precision."""

    @property
    def name(self) -> str:
        """What tables call it."""
        ...

    def share(self, salvo: float) -> Array:
        """Share of a salvo that leaks, one value a draw."""
        ...

    def engaged(self, salvo: float) -> Array:
        """Drones at which the defense fires, one value a draw."""
        ...

    def turn(self, merit: Array) -> Array:
        """Salvo at which the two options are equal; 0 where mass is always better, infinite where it never is."""
        ...


@dataclass(frozen=True)
class Constant:
    r"""Every drone meets the same chance: $\ell = 1 - q$, whatever the size. There is no crossover."""

    kill: Array
    name: str = "constant"

    def share(self, salvo: float) -> Array:
        """$1 - q$."""
        return 1.0 - self.kill

    def engaged(self, salvo: float) -> Array:
        """All of them."""
        return np.full(self.kill.shape, float(salvo))

    def turn(self, merit: Array) -> Array:
        """0 or infinity."""
        return np.where(1.0 - self.kill > merit, 0.0, np.inf)


@dataclass(frozen=True)
class Saturating:
    r"""The defense has $I$ channels: $\ell = 1 - q \min(1, I/N)$, crossover $N^* = qI/(1 - \rho)$."""

    kill: Array
    channels: Array
    name: str = "saturation"

    def share(self, salvo: float) -> Array:
        """Expected leakers over the salvo."""
        return np.asarray(expected_leakers(salvo, self.channels, self.kill)) / salvo

    def engaged(self, salvo: float) -> Array:
        """As many as there are channels."""
        return np.minimum(salvo, self.channels)

    def turn(self, merit: Array) -> Array:
        """The closed form of theory."""
        return np.asarray(crossover_salvo(merit, self.kill, self.channels))


@dataclass(frozen=True)
class Fitted:
    r"""What the raids show: $\mathrm{logit}\,\ell = a + b \ln(N/100)$, (a, b) drawn from the fit.

    With $b < 0$ mass is the better buy *below* the crossover $100\, e^{(\mathrm{logit}\,\rho - a)/b}$, not above it.
    """

    level: Array
    slope: Array
    name: str = "fitted"

    @classmethod
    def drawn(cls, fit: LeakFit, count: int, seed: int) -> "Fitted":
        """Coefficients drawn from their joint normal."""
        stream = np.random.default_rng([seed, 1])
        drawn = stream.multivariate_normal(fit.estimate, fit.covariance, count)
        return cls(drawn[:, 0], drawn[:, 1])

    def share(self, salvo: float) -> Array:
        """The logistic function of size."""
        return np.asarray(1.0 / (1.0 + np.exp(-(self.level + self.slope * np.log(salvo / REFERENCE)))))

    def engaged(self, salvo: float) -> Array:
        """All of them: the fit knows no limit."""
        return np.full(self.level.shape, float(salvo))

    def turn(self, merit: Array) -> Array:
        """Where the fitted share equals the merit; infinite where the merit is 1 or more."""
        inside = (merit > 0.0) & (merit < 1.0)
        odds = np.log(np.where(inside, merit, 0.5) / (1.0 - np.where(inside, merit, 0.5)))
        exponent = np.clip((odds - self.level) / self.slope, -700.0, 700.0)
        return np.where(inside, REFERENCE * np.exp(exponent), np.where(merit >= 1.0, np.inf, 0.0))
