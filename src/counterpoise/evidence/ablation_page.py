"""Switch off every block and mechanism, share out the forces, and write docs/evidence/ablation.md with its picture.

``python -m counterpoise.evidence.ablation_page [FILE]``; about a minute and a half of processor time.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoise.charts.heat import standalone
from counterpoise.scenarios import load

from .ablation import ablation, moved, picture
from .blocks import BLOCKS, FORCES, blocks_of
from .forces import WORLD, Swings, swings
from .markdown import listed, span, table
from .relived import Worlds

if TYPE_CHECKING:
    import pandas as pd

PAGE = Path("docs/evidence/ablation.md")
SCENARIO, SEED = "baseline", 1
MEMBERS = {"blocks": 200, "mechanisms": 100}
SHOWN = (WORLD, "USA", "CHN", "RUS", "IND", "PAK", "MAR", "DEU")
YEARS = (2030, 2035, 2045)


def rendered(blocks: "pd.DataFrame", mechanisms: "pd.DataFrame", found: Swings) -> str:
    """The page, from the effects of blocks and of mechanisms, and the parts of the forces."""
    each = moved(mechanisms)
    dead = each[(each.outcomes == 0) & (each.own == 0)].subject
    only_own = each[(each.outcomes == 0) & (each.own > 0)].subject
    parts = [
        "# What each block does",
        "Written by `python -m counterpoise.evidence.ablation_page`; `counterpoise ablate` and `counterpoise forces` "
        f"print the same for any scenario. Each block of a year is switched off in the same "
        f"{MEMBERS['blocks']} worlds of `{SCENARIO}` (seed {SEED}), with the same luck. An effect is the mean paired "
        "difference in spreads (standard deviations) of the baseline over worlds; what is not different from zero at "
        "95 % over the whole matrix (Student's t, Bonferroni) is a dot. A star marks outcomes made of what the block "
        "itself writes: accounting switched off counts no wars, which says nothing about wars.",
        "![Effect of switching off each block on each outcome](ablation.svg)",
        _moved_table(blocks, "without"),
        "## Blocks",
        "\n".join(f"- **{name}**: {listed(members)}" for name, members in BLOCKS.items()),
        "## One mechanism at a time",
        f"The same for each mechanism, in {MEMBERS['mechanisms']} worlds. Shown to move nothing: {listed(dead)}. "
        f"Shown to move only outcomes made of what they write: {listed(only_own)}. Fields of single states are not "
        "looked at here; `liveness.md` does.",
        _moved_table(mechanisms, "without"),
        *_forces(found),
    ]
    return "\n\n".join(parts) + "\n"


def _moved_table(effects: "pd.DataFrame", subject: str) -> str:
    rows = [
        (f"`{r.subject}`", r.outcomes, r.own, f"`{r.most}`", span(r.size, r.low, r.high))
        for r in moved(effects).itertuples()
    ]
    return table((subject, "outcomes moved", "its own moved", "moves most", "effect (spreads)"), rows)


def _forces(found: Swings) -> list[str]:
    years = [year for year in YEARS if year in found.years]
    frame = found.table(SHOWN, years)
    last = frame[frame.year == years[-1]]
    world = frame[frame.state == WORLD]
    return [
        "## Which force moves the balance",
        "The balance is said to swing between geostrategic interests, the governance of virtual space and the race "
        "to technological sovereignty (Roumate). Each force is a set of mechanisms; all eight combinations of the "
        f"three are lived by the same {found.members} worlds. A force's part in the change since the base year is its "
        "Shapley value over the combinations; *none of the three* is what changes without them: growth, convergence, "
        "chance. The parts sum to the change exactly. A share is of all that is done, whichever way it pushes; for "
        "the world it is of the lengths of the moves over states, freed of what chance adds. Alignment is written by "
        "geostrategic mechanisms alone, so their share in it is built in; the other forces can act on it only "
        "through them.",
        "\n".join(f"- **{name}**: {listed(members)}" for name, members in FORCES.items()),
        table(
            ("measure", "force", *map(str, years)),
            [
                (measure, force, *(span(r.share, r.share_low, r.share_high, 2) for r in rows.itertuples()))
                for (measure, force), rows in world.groupby(["measure", "force"], sort=False)
            ],
        ),
        f"Parts and shares to {years[-1]} of some states, in points of a hundred of the world's power:",
        table(
            ("state", "measure", "force", "part", "share"),
            [
                (r.state, r.measure, r.force, span(100 * r.part, 100 * r.low, 100 * r.high, 2),
                 span(r.share, r.share_low, r.share_high, 2))
                for r in last[(last.state != WORLD) & last.measure.isin(["smart", "hard"])].itertuples()
            ],
        ),
    ]  # fmt: skip


def main(place: Path = PAGE) -> None:
    """Live it all and write the page and its picture beside it."""
    scenario = load(SCENARIO)
    found = swings(scenario)
    many, few = (Worlds.of(scenario, MEMBERS[what], SEED) for what in ("blocks", "mechanisms"))
    blocks = ablation(many, blocks_of(many.model.names))
    mechanisms = ablation(few, {name: (name,) for name in few.model.names})
    place.write_text(rendered(blocks, mechanisms, found), encoding="utf-8")
    svg = picture(blocks, f"What moves without each block: {SCENARIO}, {MEMBERS['blocks']} worlds")
    place.with_suffix(".svg").write_text(standalone(svg), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
