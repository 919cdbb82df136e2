"""The job: which of Jervis's worlds a state is in against its rival and the most threatening states, by channel."""

from dataclasses import dataclass

import pandas as pd

from counterpoise.core import InputError
from counterpoise.data.panel import BASE_YEAR, Panel
from counterpoise.deals.parties import CHANNELS
from counterpoise.theory.jervis import Game

from .draws import TOGETHER, luck
from .evidence import Evidence, at_war, fears, foremost, read, threats
from .game import StageGame, interval, stage_game
from .worlds import WORLDS, Worlds, worlds_of

DRAWS, SEED = 1000, 1
LEAST_DRAWS, MOST_DRAWS = 100, 100_000
OTHERS = 3
"""How many states are looked at, the rival among them."""


@dataclass(frozen=True, eq=False)
class Dilemma:
    """What was found for a state: ``worlds`` for each other state and channel, ``games`` for each other state.

    The rival comes first, then the most threatening states; ``back`` is the rival's own side of the game. ``rivalled``
    says whether the rival was given. If not it is the most threatening state or, where ``menacing`` (all that threaten
    the state) is empty, the one it fears most.
    """

    state: str
    others: tuple[str, ...]
    rivalled: bool
    menacing: tuple[str, ...]
    year: int
    draws: int
    seed: int
    worlds: tuple[Worlds, ...]
    games: tuple[StageGame, ...]
    back: StageGame
    evidence: Evidence

    def of(self, other: str) -> dict[str, Worlds]:
        """The worlds against one state by channel."""
        return {w.channel: w for w in self.worlds if w.other == other}

    def fear(self, other: str) -> float:
        """How much the state fears another, zero to one, mean over draws."""
        return float(fears(self.evidence, self.state, self.draws, self.seed)[self.evidence.place[other]])

    @property
    def at_war(self) -> bool:
        """Whether armed conflict with the first of the others is on record in the year."""
        return at_war(self.evidence.table, self.state, self.others[0])

    def worlds_table(self) -> pd.DataFrame:
        """One row a channel, other state and world: chances before and after the evidence, and what they rest on."""
        rows = [
            {
                "state": w.state,
                "towards": w.other,
                "channel": w.channel,
                "world": kind.name.lower().replace("_", " "),
                "prior": w.prior[kind],
                "posterior": w.posterior[kind],
                "moved": w.moved,
                "assumption_only": w.assumption_only,
                "on_record": w.on_record,
                "moved_most_by": w.mover.input,
            }
            for w in self.worlds
            for kind in WORLDS
        ]
        return pd.DataFrame(rows)

    def games_table(self) -> pd.DataFrame:
        """One row a directed pair: share of draws in each stage game, trust required and supported."""
        rows = []
        for game in (*self.games, self.back):
            row: dict[str, object] = {"state": game.state, "towards": game.other}
            row |= {kind.value: game.classes[kind] for kind in Game}
            for name, values in (("required", game.required), ("trust", game.trust)):
                row |= dict(zip((name, f"{name}_low", f"{name}_high"), interval(values), strict=True))
            rows.append(row | {"enough": game.enough, "raised": game.raised, "lowered": game.lowered})
        return pd.DataFrame(rows)


def dilemma(
    panel: Panel, state: str, rival: str | None = None, *, year: int = BASE_YEAR, draws: int = DRAWS, seed: int = SEED
) -> Dilemma:
    """Chances of the four worlds for a state (ISO3 or name) against its rival and the most threatening states.

    Without a rival, the most threatening stands in for it; where none threatens the state, the most feared. Raises
    InputError.
    """
    if not LEAST_DRAWS <= draws <= MOST_DRAWS:
        raise InputError(f"--draws {draws}: give a number from {LEAST_DRAWS} to {MOST_DRAWS:,}")
    one = panel.system.resolve(state, year)
    evidence = read(panel, one, rival or _anyone(panel, one, year), year)
    menacing = threats(evidence, one, draws, seed)
    other = panel.system.resolve(rival, year) if rival else foremost(evidence, one, draws, seed)
    evidence = read(panel, one, other, year)
    others = (other, *[s for s in menacing if s != other][: OTHERS - 1])
    drawn = luck(evidence, draws, seed)
    return Dilemma(
        one,
        others,
        rival is not None,
        tuple(menacing),
        year,
        draws,
        seed,
        tuple(worlds_of(drawn, one, s, channel) for s in others for channel in (*CHANNELS, TOGETHER)),
        tuple(stage_game(drawn, one, s) for s in others),
        stage_game(drawn, other, one),
        evidence,
    )


def _anyone(panel: Panel, state: str, year: int) -> str:
    return next(s for s in panel.system.members(year) if s != state)
