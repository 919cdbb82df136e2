"""What the outlook follows: each line's name, unit and scale, and its numbers in a digest of runs."""

from dataclasses import dataclass

import xarray as xr

from counterpoise.runs.digest import KINDS, OF_STATES, OF_THE_WORLD, STATS

YEARLY = {followed.name: followed.yearly for followed in (*OF_STATES, *OF_THE_WORLD)}


@dataclass(frozen=True)
class Found:
    """One line's numbers: the base year's median, what is judged by kind and statistic, and how often AI raises it."""

    start: float
    judged: dict[str, dict[str, float]]
    rises: float


@dataclass(frozen=True)
class Series:
    """One line of the outlook: how a followed field of the state, or an outcome of the whole system, is written."""

    name: str
    label: str
    unit: str
    scale: float = 1.0
    share: bool = False
    """Yes or no in each world: shown as the share of worlds, without an interval."""

    @property
    def yearly(self) -> bool:
        """Judged by the mean over the years (events) rather than by the last year."""
        return YEARLY[self.name]

    def held(self, digest: xr.Dataset) -> bool:
        """Whether the runs have it."""
        return self.name in digest.quantity or self.name in digest.outcome

    def found(self, digest: xr.Dataset) -> Found:
        """Its numbers in a digest of one state."""
        own, end = ({"quantity": self.name}, "") if self.name in digest.quantity else ({"outcome": self.name}, "_world")
        judged = digest[f"judged{end}"].sel(own)
        return Found(
            float(digest[f"start{end}"].sel(own)),
            {kind: {stat: float(judged.sel(kind=kind, stat=stat)) for stat in STATS} for kind in KINDS},
            float(digest[f"rises{end}"].sel(own)),
        )


OWN = (
    Series("smart", "smart power", "% of the world", 100),
    Series("hard", "hard power", "% of the world", 100),
    Series("milex_share", "military burden", "% of output", 100),
    Series("threat", "threat received from rivals", "% of output", 100),
    Series("dilemma", "intensity of the security dilemma", "zero to one"),
    Series("state_disputes", "its militarized disputes", "a year"),
    Series("sovereignty", "technological sovereignty", "zero to one"),
    Series("hedged", "how undecided its ties are", "zero to one"),
    Series("growth", "economic growth", "% a year", 100),
    Series("u_weapons", "adoption of autonomous weapons", "zero to one"),
)
WORLD = (
    Series("disputes", "pairs of states whose dispute begins", "a year"),
    Series("wars", "pairs of states at war", "a year"),
    Series("nuclear_risk", "nuclear uses to be expected", "in a thousand years", 1000),
    Series("adopters_weapons", "states that have adopted autonomous weapons", "states"),
    Series("powers_smart", "effective number of powers, smart", "states"),
    Series("agreement", "agreement on autonomous weapons in force", "% of worlds", 100, share=True),
)
