r"""Adoption of AI in the four military channels, and the conduct that goes with it: monotone maps of proxies.

Evidence $e \in [0, 1]$ of a channel becomes adoption $u = r\,(f + (c - f)\,e)$, with floor $f$, ceiling $c$ and the
ripeness $r$ of the base year. The maps are assumed; their errors (a standard deviation of 1 in log odds) say so.
"""

# covers: P32, F28

import numpy as np

from counterpoise.core.fields import Vocabulary
from counterpoise.core.grades import Grade
from counterpoise.data.regimes import regimes

from .base import Base
from .drones import RECALLED, evidence
from .reading import Array, Reading, assumed, recorded
from .technology import NO_AI

FLOOR, CEILING, ERROR = 0.02, 0.5, 1.0
"""Assumed: in 2024 nobody is known to have adopted nothing, and nobody more than half of what could be adopted."""
HALF_DEALS, HALF_ISR, HALF_OPERATIONS, HALF_COMMUNICATION = 5.0, 8.0, 10.0, 5.0
"""Assumed: how many deals, satellites or operations stand for half the evidence."""
WIDER = 1.5
"""Assumed: the error in log odds where home production was recalled and not checked."""
SAFETY, SAFETY_OF_SIGNATORIES = 0.2, 0.35
"""Assumed: effort on safety, and that of states that signed the declarations on frontier safety."""
AUTONOMY = 0.2
"""Assumed: decisions without a human in the loop, as a part of the adoption of autonomous weapons."""


def readings(base: Base, vocabulary: Vocabulary) -> dict[str, Reading]:
    """u_weapons, u_isr, u_cyber, u_command, safety and autonomy."""
    weapons = armed(base)
    return {
        "u_weapons": weapons,
        "u_isr": adoption(base, saturating(base.read("satellites_isr").value, HALF_ISR)),
        "u_cyber": adoption(base, cyber(base)),
        "u_command": adoption(base, command(base)),
        "safety": safety(base),
        "autonomy": Reading(AUTONOMY * weapons.value, weapons.error, weapons.rule, Grade.ASSUMED),
    }


def armed(base: Base) -> Reading:
    """Adoption of autonomous weapons from deals and home production; less sure where production was only recalled."""
    known = evidence(base)
    reading = adoption(base, saturating(known.deals, HALF_DEALS))
    unsure = known.recalled & (base.ripeness > 0.0)
    return reading.replace(unsure, RECALLED, reading.value, WIDER)


def adoption(base: Base, evidence: Array) -> Reading:
    """Adoption from evidence; where there is none, from output and population. Zero before 2012."""
    if base.ripeness == 0.0:
        return assumed(base.size, NO_AI, 0.0)
    ripe = base.ripeness * (FLOOR + (CEILING - FLOOR) * evidence)
    reading = recorded(ripe, ERROR, Grade.ASSUMED).fill_by_size(base.output, base.population, odds=True)
    reading = reading.fill("floor", base.ripeness * FLOOR)
    return Reading(reading.value, np.full(base.size, ERROR), reading.rule, Grade.ASSUMED)


def saturating(count: Array, half: float) -> Array:
    """$n / (n + h)$: half the evidence at ``half``."""
    return count / (count + half)


def cyber(base: Base) -> Array:
    """Mean of the standing in defense and the operations attributed over ten years (offense is what was seen)."""
    seen = saturating(base.read("cyber_operations_decade").value, HALF_OPERATIONS)
    return 0.5 * (base.read("cyber_defense").value + seen)


def command(base: Base) -> Array:
    """Mean of the standing in digital government and of communications satellites owned by the state."""
    satellites = saturating(base.read("satellites_communications").value, HALF_COMMUNICATION)
    return 0.5 * (base.read("digital_government").value + satellites)


def safety(base: Base) -> Reading:
    """One effort for all, a higher one for states that signed a declaration on the safety of frontier AI."""
    signed = {s for r in regimes(base.states, base.year) if r.id == "frontier-safety" for s in r.members}
    effort = [SAFETY_OF_SIGNATORIES if state in signed else SAFETY for state in base.states]
    return assumed(base.size, "one effort for all, another for signatories", np.array(effort), ERROR)
