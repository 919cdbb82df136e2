"""What is believed of each regime: what it is about, how violations are seen, answered and felt by all.

Nothing here was ever measured; every number is assumed, with the reason beside it and an error from which members of
an ensemble draw. What deals are thought to be like has the same priors (``deals.issues``).
"""

from dataclasses import dataclass
from math import log, sqrt

import numpy as np

from counterpoise.core.grades import Grade
from counterpoise.core.priors import Beta

from .reading import Reading

DETECTION = Beta(2, 4)
"""Assumed: limits on AI are harder to verify than limits on hardware."""
HARDWARE, COUNTED = Beta(6, 2), Beta(3, 3)
"""Assumed: goods are seen; training runs need chips and power that can be counted, what is done with them can not."""
FALSE_ALARM = Beta(1, 19)
HAZARD_SPREAD = 1.27
"""Deviation of the log of Beta(1, 19), the rise in the chance of a catastrophe."""


@dataclass(frozen=True)
class Traits:
    """One regime. ``about`` names its field; ``loss`` is median and factor of its lognormal, or nothing."""

    about: str
    why: str
    detection: Beta | None
    resolve: float
    convertible: Beta | None
    loss: tuple[float, float] | None
    normative: float


TRAITS = {
    "laws": Traits(
        "on_weapons",
        "the same drone is autonomous or not by its software, and nearly all gains from it are force",
        DETECTION, 1.0, Beta(9, 1), None, 1.0,
    ),
    "nuclear": Traits(
        "on_command",
        "command is a state's best kept secret, no procedure answers a breach",
        DETECTION, 0.5, Beta(4, 4), (0.014 * 20.0, 3.0), 1.0,
    ),
    "frontier": Traits(
        "on_frontier",
        "chips and power can be counted, and what goes wrong at the frontier goes wrong for all",
        COUNTED, 1.0, Beta(5, 3), (0.036 * 20.0, 3.0), 0.5,
    ),
    "suppliers": Traits(
        "on_supply",
        "goods cross borders, and members decide by consensus and none has a veto over another's exports",
        HARDWARE, 0.5, Beta(4, 4), None, 0.0,
    ),
    "ethics": Traits(
        "on_conduct",
        "a recommendation: nobody looks, nobody answers, and conduct at home wins nothing over others",
        None, 0.0, None, None, 1.0,
    ),
}  # fmt: skip
"""Loss: median rise in the chance of catastrophe (Beta(1, 49) in nuclear command, Beta(1, 19) at the frontier), times
twenty yearly worths of the agreement, within a factor of three and the spread of the rise."""
RESOLVE_ERROR = 0.15


def readings() -> dict[str, Reading]:
    """Every fixed field of regimes, in the order of ``TRAITS``; all assumed."""
    rows, subjects = list(TRAITS.values()), [t.about for t in TRAITS.values()]
    found = {about: _read([(float(t.about == about), 0.0) for t in rows]) for about in subjects}
    return found | {
        "detection": _read([moments(t.detection) for t in rows]),
        "false_alarm": _read([moments(FALSE_ALARM if t.detection else None) for t in rows]),
        "convertible": _read([moments(t.convertible) for t in rows]),
        "resolve": _read([(t.resolve, RESOLVE_ERROR * (0.0 < t.resolve < 1.0)) for t in rows]),
        "agent": _read([(0.0, 0.0) for _ in rows]),
        "shared_loss": _read([_loss(t.loss) for t in rows]),
        "normative": _read([(t.normative, 0.0) for t in rows]),
    }


def moments(prior: Beta | None) -> tuple[float, float]:
    r"""Mean $a / (a + b)$ and standard deviation $\sqrt{a b / ((a + b)^2 (a + b + 1))}$; nil of nothing."""
    if prior is None:
        return 0.0, 0.0
    total = prior.a + prior.b
    return prior.a / total, sqrt(prior.a * prior.b / (total**2 * (total + 1.0)))


def _loss(loss: tuple[float, float] | None) -> tuple[float, float]:
    return (loss[0], sqrt(log(loss[1]) ** 2 + HAZARD_SPREAD**2)) if loss else (0.0, 0.0)


def _read(rows: list[tuple[float, float]]) -> Reading:
    value, error = np.array(rows).T
    whys = np.array([t.why for t in TRAITS.values()], object)
    return Reading(value, error, whys, Grade.ASSUMED)
