"""Live through every mechanism and parameter of the default model and write docs/evidence/liveness.md.

``python -m counterpoise.evidence.liveness_page [FILE]``; several minutes on two cores.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoise.engine import Model
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.models import NEOREALIST

from .liveness import (
    HIGH,
    LEAST,
    LEVEL,
    LOW,
    NUDGE,
    Placebo,
    Trial,
    not_shown,
    of_mechanisms,
    of_parameters,
    uncertain,
    verdicts,
    with_more,
)

if TYPE_CHECKING:
    import pandas as pd

PAGE = Path("docs/evidence/liveness.md")
YEAR, YEARS, SEED = 2024, 21, 1
MEMBERS = {"mechanisms": 100, "parameters": 24}
MEASURES_ONLY = {
    "Accounting": "it counts what the pairs of states did, and nothing in the model reads its counts",
    "PacingGap": "it counts the years that law is behind technology, and nothing in the model reads its count",
    "BorderClosure": "no borders close until a scenario marks states",
    "SupposedSanctions": "no sanctions are supposed until a scenario marks pairs",
    "CrisisShock": "no crisis is supposed until a scenario marks pairs",
    "UnrestWave": "no unrest is supposed until a scenario marks states",
    "Federation": "no federation acts as one until a scenario marks its members",
    "Instruments": "no tool has a budget beyond the usual until a scenario or a search gives one",
    "Attrition": "inert: wars are few and short, and what is left of either side's arms hardly reaches another outcome",
    "DataSovereignty": "own field only: what education adds to sovereignty is small beside computing of one's own",
    "BuckPassing": "inert: who could be left to bear a threat lowers burdens by less than luck moves them",
    "FirmSafety": "unclear: firms' effort on safety moves as the race's equilibrium does, which is little",
    "FirmCompliance": "own field only: few controls are in force, and little of what they withhold leaks",
    "SafetyRace": "own field only: effort on safety moves as the race's equilibrium does, and only accidents follow",
    "NuclearAlarm": "own field only: launches on a false alarm are too rare to move another outcome",
    "PrivatePartners": "unclear: what firms add to military adoption is small beside what states do themselves",
}
"""Mechanisms not shown to move anything beyond what they write themselves, and why they are there."""


_SMALL = "inert: what rivals hold of networks costs about a thousandth of output, so who holds how much matters little"
WEIGHTLESS = {
    "BalanceOfThreat.contact": "inert: it trims an error that is small against how much threats differ",
    "Alignment.systems": "inert: few pairs are under controls",
    "ExportControls.market": "inert: beside the fixed cost, custom matters only towards the greatest markets",
    "AffinityDrift.rift": "inert: few pairs are under controls",
    "Bargaining.leap": "inert: leads in capability shift expected power little",
    "Losses.accident": "inert: an accident costs half a thousandth of output, and accidents are rare",
    "Losses.most": "inert: losses hardly ever come near the most that can be lost",
    "CrisisOnset.wear": "unclear: it bears on nuclear use alone, which is very rare",
} | dict.fromkeys(
    (f"CyberContest.{name}" for name in ("cost", "ratio", "cheaper", "tilt", "attribution", "retaliation")), _SMALL
)
"""Parameters that are not shown to move anything, and what we take to be the reason."""


def trial(members: int, model: Model | None = None, years: int = YEARS) -> Trial:
    """The default model, with the placebo, from the panel's world of the base year."""
    from counterpoise.runs.starting import starting_world

    held = model or Model((*NEOREALIST.mechanisms, Placebo), VOCABULARY)
    return Trial(held, starting_world(YEAR), years, members, SEED)


def rendered(mechanisms: "pd.DataFrame", parameters: "pd.DataFrame", known: int) -> str:
    """The page, from the two tables of effects; ``known`` counts the parameters without a prior."""
    switched, moved = verdicts(mechanisms), verdicts(parameters)
    still = switched[(switched.verdict != "live") & (switched.subject != "Placebo")]
    idle = moved[moved.verdict.isin(["unclear", "inert"])]
    many, few = MEMBERS["mechanisms"], MEMBERS["parameters"]
    parts = [
        "# What is alive in the model",
        "Written by `python -m counterpoise.evidence.liveness_page`. Each mechanism of the default model is switched "
        f"off, and each uncertain parameter set to its {LOW:.0%} and its {HIGH:.0%} quantile, in the same members of "
        f"the world of {YEAR} (seed {SEED}), for {YEARS} years with the same luck: {many} members for mechanisms, "
        f"{few} for parameters, {many} for those that {few} do not show to move anything. An effect is the mean paired "
        "difference over the spread (standard deviation) of the baseline over members. It counts from "
        f"{LEAST:.0%} on, if its interval excludes 0 ({LEVEL:.0%} over all measures at once, Student's t, Bonferroni). "
        "Outcomes of the world come first; for a field of states the effect is the mean absolute paired difference of "
        f"states in the last year over their mean spread, and must exceed what chance makes of a nudge of all output "
        f"by {NUDGE:g}.",
        "`live` moves something that it does not write itself; `own field only` moves only outcomes and fields made of "
        f"what it writes; `unclear` may move something by {LEAST:.0%}, but is not shown to; `inert` does not. "
        "`Placebo` draws and changes nothing.",
        "## Mechanisms",
        _counted(switched[switched.subject != "Placebo"]),
        _table(switched, "mechanism"),
        "Not live: " + _explained(still, MEASURES_ONLY),
        "## Parameters",
        f"{_counted(moved)} {known} more are taken as known and cannot be moved.",
        "Not shown to move anything, with what we take to be the reason: " + _explained(idle, WEIGHTLESS),
        _table(moved, "parameter"),
    ]
    return "\n\n".join(parts) + "\n"


def _explained(found: "pd.DataFrame", reasons: dict[str, str]) -> str:
    """Names with what is known of why."""
    told = [f"`{r.subject}` ({reasons.get(r.subject, r.verdict)})" for r in found.itertuples()]
    return ("; ".join(told) or "none") + "."


def _counted(table: "pd.DataFrame") -> str:
    return f"Of {len(table)}: " + ", ".join(
        f"{(table.verdict == verdict).sum()} {verdict}" for verdict in ("live", "own field only", "unclear", "inert")
    ) + "."  # fmt: skip


def _table(found: "pd.DataFrame", subject: str) -> str:
    head = (
        subject,
        "verdict",
        "moves most",
        "effect (spreads)",
        "interval",
        "outcomes moved",
        "fields of states moved",
    )
    rows = [
        (f"`{r.subject}`", r.verdict, f"`{r.measure}`", f"{r.size:.3f}", f"{r.low:.3f} to {r.high:.3f}", r.outcomes,
         r.fields)
        for r in found.itertuples()
    ]  # fmt: skip
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def main(place: Path = PAGE) -> None:
    """Live it all and write the page."""
    many, few = trial(MEMBERS["mechanisms"]), trial(MEMBERS["parameters"])
    known = len(many.model.parameters) - len(uncertain(many.model))
    names = [name for name in uncertain(many.model) if not name.startswith(f"{Placebo.__name__}.")]
    found = of_parameters(few, names)
    found = with_more(found, of_parameters(many, not_shown(found)))
    place.write_text(rendered(of_mechanisms(many), found, known), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
