"""Hand out AI at random and write docs/evidence/placebo.md: ``python -m counterpoise.evidence.placebo_page [FILE]``.

About half a minute of processor time.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoise.scenarios import load

from .markdown import listed, span, table
from .placebo import (
    AI_INPUTS,
    ANYBODY,
    HOLDERS,
    LEFT,
    MEMBERS,
    PERMUTATIONS,
    STANDING,
    STAYS,
    TURNS,
    UNSHOWN,
    VANISHES,
    Found,
    placebo,
)

if TYPE_CHECKING:
    import pandas as pd

PAGE = Path("docs/evidence/placebo.md")
SCENARIO, SEED = "baseline", 1


def rendered(found: Found) -> str:
    """The page, from what the placebo says."""
    count = found.levels.verdict.value_counts()
    parts = [
        "# The placebo",
        "Written by `python -m counterpoise.evidence.placebo_page`; `counterpoise placebo` prints the same for any "
        f"scenario. All that says what AI a state has ({listed(AI_INPUTS)}) is handed to states at random, each "
        "getting all of another's, while output, population, arms, rivals and neighbors stay. Each world is lived "
        f"with AI and without its progress, on the same draws: {MEMBERS} members of `{SCENARIO}` (seed {SEED}) as it "
        f"is, and {PERMUTATIONS} permutations lived by the same members. Conclusions about *who* gains from "
        "AI must vanish; conclusions about *levels* may stay, and then do not depend on who holds AI.",
        "## Who gains",
        "A gain is the mean log ratio of what a state has in the last year, with AI against without. Standing is the "
        f"mean rank over {listed(STANDING)}. Given is the rank correlation over states with *real* standing, in the "
        "real world (95 % over members) and where AI was handed out (mean, 5th to 95th percentile over "
        "permutations); *held* is the correlation with the standing that was handed out. States that were handed AI "
        "far from what their output supports return towards it, so the correlation that counts is the one with "
        "output held.",
        _spans(found.who, 2, ("held", "verdict")),
        f"*{VANISHES}*: permutations leave less than {LEFT:.0%} of it, or no steady sign; *{TURNS}*: they make it its "
        f"opposite; *{STAYS}*: they leave it, so it is not due to who holds AI and must not be told so; *{UNSHOWN}*: "
        "not different from zero in the first place.",
        "## Gains of single states",
        f"Conclusions about a state's own gain that {STAYS[:-1]} are due to something else about the state than its "
        "AI: its size, its place, its wars.",
        _spans(found.states, 2, ("verdict",)),
        "## Levels",
        f"Effects of AI on outcomes of the world, in spreads over the members that have AI. {count.get(ANYBODY, 0)} "
        f"{ANYBODY.replace('does', 'do')}, {count.get(HOLDERS, 0)} {HOLDERS.replace('depends', 'depend')}, "
        f"{count.get(UNSHOWN, 0)} are {UNSHOWN}.",
        _spans(found.levels, 1, ("verdict",)),
    ]
    return "\n\n".join(parts) + "\n"


def _spans(held: "pd.DataFrame", words: int, rest: tuple[str, ...]) -> str:
    rows = []
    for r in held.itertuples(index=False):
        spans = span(r.real, r.low, r.high), span(r.placebo, r.placebo_low, r.placebo_high)
        more = (getattr(r, name) for name in rest)
        rows.append((*r[:words], *spans, *(f"{m:.3g}" if isinstance(m, float) else m for m in more)))
    return table((*held.columns[:words], "real", "permuted", *rest), rows)


def main(place: Path = PAGE) -> None:
    """Live it all and write the page."""
    place.write_text(rendered(placebo(load(SCENARIO), seed=SEED)), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
