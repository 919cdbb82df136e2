"""Trials are kept in the cache: a question asked again of the same model and panel is not lived through again."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from counterpoise.engine.compile import cache_folder
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load

from .portfolios import Portfolio
from .trial import BUNDLES, Progress, Question, trials

PARTS = ("mechanisms", "priors", "panel", "start", "arithmetic")


def kept_trials(question: Question, portfolios: Sequence[Portfolio], progress: Progress | None = None) -> pd.DataFrame:
    """``trials`` of the packaged theories, read if they were made before with the same model, panel and question."""
    place = folder() / f"{identity(question, portfolios)}.json"
    if place.is_file():
        return pd.read_json(place, orient="table")
    found = trials(question, portfolios, progress=progress)
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(f".{hash(question) & 0xFFFF:x}")
    half.write_text(found.to_json(orient="table", index=False, double_precision=15), encoding="utf-8")
    half.replace(place)
    return found


def folder() -> Path:
    """Where they are kept."""
    return cache_folder() / "statecraft"


def identity(question: Question, portfolios: Sequence[Portfolio]) -> str:
    """Sixteen hexadecimal digits of all that decides the answer."""
    whole = Plan(load("baseline"), question.members, question.seed).identity
    asked = {
        "model": {name: whole[name] for name in PARTS},
        "theories": [[bundle.name, list(bundle.off)] for bundle in BUNDLES],
        "question": vars(question),
        "portfolios": [[p.name, list(p.parts)] for p in portfolios],
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True, default=list).encode()).hexdigest()[:16]
