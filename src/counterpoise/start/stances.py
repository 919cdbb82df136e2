"""What votes and acts up to the base year show of each state's wish to be bound, regime by regime.

The acts are observed (roll calls, lists of positions, signatures); what they are worth in the units of the treaty
model is assumed. A vote is no preference, so the error is wide.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from counterpoise.core.grades import Grade
from counterpoise.data.regimes import Regime, regimes
from counterpoise.data.registers import codes_in, register

from .base import Base
from .reading import Array, Reading, recorded

SIGNED, AGAINST, ABSTAINED = 0.1, -0.3, -0.15
"""Assumed: value of being bound that is shown by signing or asking for a text, by a vote against, and by abstaining or
being named as standing outside every text; beside a sense of duty of .05 and noise of .08 in the same unit."""
ERROR = 0.1
CLUBS = ("supplier-club",)
"""Who never was in a club is not well disposed to it by luck: silence has no error there."""
SILENT = "no vote or signature on record"
VOTES = {"laws-limits": "autonomous weapons", "nuclear-human-control": "AI in the military domain"}
"""Roll calls that bear on a regime; that on military AI in general is the nearest there is to nuclear command."""
ALSO = {"supplier-club": ("chip-club",), "ethics-unesco": ("ai-rights-convention",)}


def reading(base: Base, registered: Sequence[str]) -> Reading:
    """Stance of every state on every regime, regime by regime: value, with its error."""
    rows = [stance(base, name) for name in registered]
    silent = np.repeat([0.0 if name in CLUBS else ERROR for name in registered], base.size)
    return recorded(np.concatenate(rows), ERROR, Grade.ASSUMED).fill(SILENT, 0.0, silent)


def stance(base: Base, name: str) -> Array:
    """One regime: the sum of what each act shows; NaN for a state without any."""
    shown = np.full(base.size, np.nan)
    for states, worth in acts(base, name):
        for place in (base.place[s] for s in states if s in base.place):
            shown[place] = np.nan_to_num(shown[place]) + worth
    return shown


def acts(base: Base, name: str) -> list[tuple[Sequence[str], float]]:
    """Who did what: states and what it shows. Votes count by their mean over the roll calls up to the base year."""
    held = {r.id: r for r in regimes(base.states, base.year)}
    found: list[tuple[Sequence[str], float]] = []
    for key in (name, *ALSO.get(name, ())):
        if key in held:
            found += [(list(held[key].members), SIGNED), (held[key].proponents, SIGNED)]
    if name in held:
        found.append((outside(held[name]), ABSTAINED))
    if name == "laws-limits":
        found.append((opponents(base.year), AGAINST))
    calls = plenaries(VOTES.get(name, ""), base.year)
    for column, worth in (("against", AGAINST), ("abstaining", ABSTAINED)):
        found += [(codes_in(cell), worth / len(calls)) for cell in calls[column]]
    return found


def plenaries(issue: str, year: int) -> pd.DataFrame:
    """The last roll call of each year on an issue, up to a year: that of the plenary where there was one."""
    votes = register("ai_governance_votes")
    votes = votes[(votes.issue == issue) & (votes.date.str[:4].astype(int) <= year)].sort_values("date")
    return votes.groupby(votes.date.str[:4]).tail(1)


def opponents(year: int) -> list[str]:
    """States listed as opposed to a binding instrument on autonomous weapons."""
    table = register("laws_positions")
    rows = table[table.position.str.startswith("opposes") & (table.as_of.astype(int) <= year)]
    return list(rows.iso3)


def outside(regime: Regime) -> list[str]:
    """States named as standing outside one of its texts that are in none of them."""
    table = register("ai_governance_instruments").set_index("id")
    named = {s for key in regime.instruments for s in codes_in(table.at[key, "known_outside_iso3"])}
    return sorted(named - set(regime.members))
