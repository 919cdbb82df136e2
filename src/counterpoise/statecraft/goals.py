"""What a state may want, each read from its own numbers in a run, and which way is better."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Own = Mapping[str, Array]
"""Fields of one state: ``[member, year]`` of states, ``[member, year, partner]`` of its pairs, outgoing,
``[member, year, regime]`` of regimes."""


@dataclass(frozen=True)
class Goal:
    """One thing to want: a number for each member, and whether more of it is better (``sign`` 1) or less (-1).

    ``meaning`` says what it is to be served.
    """

    name: str
    unit: str
    meaning: str
    sign: int
    needs: tuple[str, ...]
    read: Callable[[Own], Array]


def _end(field: str) -> Callable[[Own], Array]:
    return lambda own: np.asarray(own[field][:, -1], float)


def _mean(field: str) -> Callable[[Own], Array]:
    return lambda own: np.asarray(own[field][:, 1:].mean(axis=1), float)


def _disputes(own: Own) -> Array:
    return np.asarray(own["hazard"][:, 1:].sum(axis=2).mean(axis=1), float)


def _in_force(own: Own) -> Array:
    return np.asarray(own["alive"][:, -1].mean(axis=-1), float)


GOALS = (
    Goal(
        "peace",
        "disputes a year",
        "fewer disputes to be expected with anybody, joined ones left out",
        -1,
        ("hazard",),
        _disputes,
    ),
    Goal("no war", "pairs", "fewer own pairs at war in a year", -1, ("state_wars",), _mean("state_wars")),
    Goal("safety from threat", "share of output", "less threat at the end", -1, ("threat",), _end("threat")),
    Goal("power", "share of the world", "more smart power at the end", 1, ("smart",), _end("smart")),
    Goal(
        "sovereignty", "0 to 1", "more technological sovereignty at the end", 1, ("sovereignty",), _end("sovereignty")
    ),
    Goal(
        "stability",
        "probability",
        "a better chance that the regime lasts ten years",
        1,
        ("stability",),
        _end("stability"),
    ),
    Goal("unswayed public", "share", "fewer people reached by a rival's stories", -1, ("exposure",), _mean("exposure")),
    Goal("law", "share", "more agreements in force at the end", 1, ("alive",), _in_force),
    Goal("output", "billion 2015 USD", "more output at the end", 1, ("gdp",), _end("gdp")),
)
