"""The nine phases of a year, in the order in which they happen."""

import enum


class Phase(enum.IntEnum):
    """When in the year a mechanism acts.

    Inside a phase every mechanism reads the same world and the changes are added afterwards, so their order cannot
    matter. What one mechanism computes and another needs in the same year stands in an earlier phase.
    """

    GROW = 0
    """Economy, firms, compute, adoption."""
    MEASURE = 1
    """Power, sovereignty."""
    PERCEIVE = 2
    """Noise, beliefs, threat, weight of relative gains."""
    SUM_UP = 3
    """Threat received, intensity of the dilemma."""
    DECIDE = 4
    """Arms, race safety, autonomy, alignment, hedging."""
    COERCE = 5
    """Sanctions, export controls, cyber, information."""
    CRISIS = 6
    """Onset, ladder, war, nuclear use: resolved within the year."""
    GOVERN = 7
    """Agreements, compliance, collapse, norms."""
    SETTLE = 8
    """Losses, accounting."""
