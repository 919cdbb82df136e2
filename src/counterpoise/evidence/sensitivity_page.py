"""Screen all factors, share out variance, count members, and write docs/evidence/sensitivity.md.

``python -m counterpoise.evidence.sensitivity_page [FILE]``; about two minutes of processor time.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoise.models import NO_AI
from counterpoise.scenarios import load

from .enough import FRACTIONS, enough
from .liveness import LEAST
from .markdown import listed, span, table
from .relived import Worlds, off
from .screening import ENDS, LUCKS, NUDGES, Screening, screen
from .variance import POINTS, REST, sobol

if TYPE_CHECKING:
    import pandas as pd

PAGE = Path("docs/evidence/sensitivity.md")
SCENARIO, SEED, TRAJECTORIES, PILOT = "baseline", 1, 20, 200
HEADLINES = ("disputes", "powers_smart", "growth_world")
EACH = 3
"""How many of the strongest parameters of each headline go into the sharing out of variance."""
SHOWN = 5


def survivors(found: Screening, outcomes: tuple[str, ...] = HEADLINES, each: int = EACH) -> list[str]:
    """The strongest parameters of some outcomes, each once."""
    names: dict[str, None] = {}
    for outcome in outcomes:
        strongest = found.table(outcome)
        names |= dict.fromkeys(strongest[strongest.kind == "parameter"].factor.head(each))
    return list(names)


def rendered(found: Screening, variance: "pd.DataFrame", members: "pd.DataFrame") -> str:
    """The page, from the screening, the shares of variance and the members needed."""
    idle = found.idle()
    quiet = [name for name in idle if name in found.switches]
    parts = [
        "# What matters to what",
        "Written by `python -m counterpoise.evidence.sensitivity_page`; `counterpoise sensitivity` prints the same for "
        "any scenario and outcome.",
        "## Screening",
        f"Morris's elementary effects over {len(found.factors) - len(found.switches)} parameters and "
        f"{len(found.switches)} mechanisms of `{SCENARIO}`: {TRAJECTORIES} trajectories, {found.worlds:,} worlds, "
        f"seed {SEED}. Parameters step by two of four levels between the {ENDS[0]:.0%} and {ENDS[1]:.0%} quantiles of "
        "their priors; mechanisms are switched off one at a time where a trajectory begins. Steps are in spreads of "
        f"the outcome over worlds. *Chance* is the mean of {NUDGES} steps that matter to nobody, *luck* that of "
        f"{LUCKS} lives of other members with the same parameters. A factor is shown to matter if its mean absolute "
        "step exceeds chance at 95 % over all factors at once (Student's t, Bonferroni): with so few trajectories "
        "only what is strong or steady is shown, and what is not shown is not shown to be idle.",
        _strongest(found),
        f"Move no outcome by {LEAST:.0%} of its spread in the mean over trajectories: {len(idle)} of "
        f"{len(found.factors)} factors. Mechanisms: {listed(quiet)}. Parameters: "
        f"{listed(name for name in idle if name not in found.switches)}.",
        "## Whose doing the variance is",
        f"Sobol's indices of the strongest parameters of {listed(HEADLINES)} ({POINTS} points, "
        f"{POINTS * (variance.factor.nunique() + 2):,} worlds). *{REST.capitalize()}* is all other parameters, the "
        "errors of the start and luck. *First* is what a factor does alone, *total* with all it interacts with; "
        "intervals are 95 %.",
        *(_variance(variance, outcome) for outcome in HEADLINES if outcome in set(variance.outcome)),
        "## How many members are enough",
        f"For the effect of AI (the scenario against the same worlds without AI's progress), from a pilot of {PILOT} "
        "members: how many bring the 95 % half-width of the mean paired difference below a fraction of the outcome's "
        "spread, with the interval that resampling the pilot gives.",
        _members(members),
    ]
    return "\n\n".join(parts) + "\n"


def _strongest(found: Screening) -> str:
    rows = []
    for outcome in found.steps:
        held = found.table(outcome)
        shown = held[held.shown]
        told = ", ".join(f"`{r.factor}` {r.mu:+.2f} ({r.mu_star:.2f})" for r in shown.head(SHOWN).itertuples())
        first = f"not shown; largest `{held.factor[0]}` {held.mu[0]:+.2f} ({held.mu_star[0]:.2f})"
        rows.append((f"`{outcome}`", len(shown), told or first, f"{held.chance[0]:.4f}", f"{held.luck[0]:.2f}"))
    return table(("outcome", "shown", "strongest: mean step (mean absolute step)", "chance", "luck"), rows)


def _variance(variance: "pd.DataFrame", outcome: str) -> str:
    held = variance[variance.outcome == outcome].sort_values("total", ascending=False)
    rows = [
        (f"`{r.factor}`", f"{r.first:.2f} ± {r.first_error:.2f}", f"{r.total:.2f} ± {r.total_error:.2f}")
        for r in held.itertuples()
    ]
    return table((f"`{outcome}`", "first", "total"), rows)


def _members(members: "pd.DataFrame") -> str:
    rows = []
    for outcome, held in members.groupby("outcome", sort=False):
        first = held.iloc[0]
        counts = (f"{r.members:,.0f} ({r.members_low:,.0f} to {r.members_high:,.0f})" for r in held.itertuples())
        effect = span(first.effect, first.effect - first.half_width, first.effect + first.half_width, 2)
        rows.append((f"`{outcome}`", effect, *counts))
    return table(("outcome", "effect of AI (spreads)", *(f"{f:.0%}" for f in FRACTIONS)), rows)


def main(place: Path = PAGE) -> None:
    """Live it all and write the page."""
    scenario = load(SCENARIO)
    found = screen(scenario, TRAJECTORIES, SEED)
    variance = sobol(scenario, survivors(found), POINTS, SEED)
    worlds = Worlds.of(scenario, PILOT, SEED)
    without = off(worlds.model, worlds.ensemble.on, [n for n in NO_AI.off if n in worlds.model.names])
    members = enough(worlds.lived(on=without), worlds.lived())
    place.write_text(rendered(found, variance, members), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
