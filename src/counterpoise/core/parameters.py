"""Parameters: value, prior, unit and source in one place, beside the equation that uses them."""

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .grades import Grade
from .priors import Fixed, Prior
from .random import uniform_for_members

_SOURCE = re.compile(r"assumed|estimated:[\w.-]+|[a-z][\w-]*\d{4}[a-z]?")


@dataclass(frozen=True)
class Parameter:
    """One number of a mechanism that is not known for certain.

    ``source`` is a bibliography key, ``estimated:<calibration>`` or the honest word ``assumed``.
    """

    prior: Prior
    unit: str
    source: str
    doc: str
    name: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Raises TypeError where a part of the declaration is missing or malformed."""
        if not hasattr(self.prior, "ppf"):
            raise TypeError(f"param({self.prior!r}): the first argument is a prior, such as LogNormal(.1, 2.0)")
        if not self.unit or not self.doc:
            raise TypeError(f"param({self.prior}): needs a unit and a one-line doc")
        if not _SOURCE.fullmatch(self.source):
            raise TypeError(
                f"param({self.prior}): source {self.source!r} is not a bibliography key, 'estimated:...' or 'assumed'"
            )

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the attribute's name; draws are addressed by ``Mechanism.name``."""
        object.__setattr__(self, "name", f"{owner.__name__}.{name}")

    @property
    def grade(self) -> Grade:
        """Assumed unless estimated; a published value moved to another setting is still an assumption."""
        return Grade.ESTIMATED if self.source.startswith("estimated:") else Grade.ASSUMED

    @property
    def central(self) -> float:
        """The prior's median."""
        return float(self.prior.ppf(0.5))

    def sample(self, seed: int, members: ArrayLike) -> NDArray[np.float64]:
        """One value for each member, addressed by (seed, member, name): no other parameter can move it."""
        return np.asarray(self.prior.ppf(uniform_for_members(self.name, seed, np.asarray(members, np.uint64))))


def param(prior: Prior | float, *, unit: str, source: str, doc: str) -> Parameter:
    """Declare a parameter of a mechanism; a bare number is a value taken as known."""
    return Parameter(Fixed(float(prior)) if isinstance(prior, int | float) else prior, unit, source, doc)
