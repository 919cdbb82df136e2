"""Trials that ship: the strongest states, each against its foremost threat, so that a brief is quick.

``python -m counterpoise.statecraft.recorded`` makes them anew (some minutes on two cores). They count only for the
model, panel and question they were made with.
"""

import json
import sys
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd

from counterpoise.data.panel import BASE_YEAR, load_panel
from counterpoise.data.parquet import read_table, write_table
from counterpoise.dilemma.dilemma import DRAWS, SEED
from counterpoise.dilemma.evidence import foremost, read
from counterpoise.runs.starting import starting_world

from .identity import model_hash
from .portfolios import Portfolio, even, single
from .trial import Question, aimed, trials

TABLE, ABOUT = "trials.parquet", "trials.json"
NAMED = (("PAK", "IND"), ("USA", "CHN"), ("CHN", "USA"), ("MAR", "DZA"), ("UKR", "RUS"), ("EST", "RUS"), ("TWN", "CHN"))
"""Pairs that ship whoever is most threatening."""
STRONGEST = 40
"""So many states ship, by hard power in the base year; trials of others are lived through when first asked for."""


def recorded(question: Question, portfolios: tuple[Portfolio, ...], model: str) -> pd.DataFrame | None:
    """The trials that answer a question, if they ship and were made with this model; None otherwise."""
    if not place(TABLE).is_file() or _about()["model"] != model or portfolios != usual():
        return None
    if terms(question) != _about()["terms"]:
        return None
    found = _table()
    own = found[(found.state == question.state) & (found.targets == ",".join(question.targets))]
    return own.drop(columns=["state", "targets"]).reset_index(drop=True) if len(own) else None


def usual() -> tuple[Portfolio, ...]:
    """The mixes that are always tried: each tool alone, and all six alike."""
    return (*single(), even())


def terms(question: Question) -> dict[str, float]:
    """What a question asks beside who and towards whom."""
    return {name: value for name, value in vars(question).items() if name not in ("state", "targets")}


def place(name: str) -> Path:
    """Where a shipped file stands."""
    return Path(str(files(__package__).joinpath(name)))


@cache
def _table() -> pd.DataFrame:
    return read_table(place(TABLE))


@cache
def _about() -> dict[str, object]:
    return dict(json.loads(place(ABOUT).read_text(encoding="utf-8")))


def make() -> None:
    """Live through the trials and write them with what they were made with."""
    parts, chosen = [], pairs()
    for done, (state, rival) in enumerate(chosen, 1):
        question = Question(state, aimed(state, rival, starting_world(BASE_YEAR)))
        made = trials(question, usual())
        parts.append(made.assign(state=state, targets=",".join(question.targets)))
        print(f"\r{done} of {len(chosen)}", end="", file=sys.stderr)
    write_table(pd.concat(parts, ignore_index=True), place(TABLE))
    about = {"model": model_hash(), "terms": terms(Question("USA"))}
    place(ABOUT).write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def pairs() -> list[tuple[str, str]]:
    """The strongest states with the state most threatening to each, and those named."""
    panel, found, world = load_panel(), dict.fromkeys(NAMED), starting_world(BASE_YEAR)
    order = np.argsort(-np.asarray(world.values["hard"]), kind="stable")
    for state in [world.actors.states[k] for k in order[:STRONGEST]]:
        evidence = read(panel, state, "USA" if state != "USA" else "CHN", BASE_YEAR)
        found[state, foremost(evidence, state, DRAWS, SEED)] = None
    return list(found)


if __name__ == "__main__":
    make()
