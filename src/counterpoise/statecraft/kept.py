"""Trials as they ship, as kept in the user's cache, or lived through now."""

import hashlib
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from counterpoise.engine.compile import cache_folder
from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load

from .portfolios import Portfolio
from .recorded import recorded
from .trial import BUNDLES, Progress, Question, trials

PARTS = ("mechanisms", "priors", "panel", "start", "arithmetic")


def kept_trials(question: Question, portfolios: Sequence[Portfolio], progress: Progress | None = None) -> pd.DataFrame:
    """``trials`` of the packaged theories, read if they were made before with the same model, panel and question."""
    model = model_hash()
    found = recorded(question, tuple(portfolios), model)
    if found is not None:
        return found
    place = folder() / f"{identity(question, portfolios, model)}.json"
    if place.is_file():
        return pd.read_json(place, orient="table")
    found = trials(question, portfolios, progress=progress)
    place.parent.mkdir(parents=True, exist_ok=True)
    half = place.with_suffix(f".{os.getpid()}")
    half.write_text(found.to_json(orient="table", index=False, double_precision=15), encoding="utf-8")
    half.replace(place)
    return pd.read_json(place, orient="table")  # what is answered again must be the same to the last digit


def folder() -> Path:
    """Where they are kept."""
    return cache_folder() / "statecraft"


def model_hash() -> str:
    """Sixteen hexadecimal digits of what trials rest on: mechanisms, priors, panel, start and the theories tried."""
    whole = Plan(load("baseline"), 1).identity
    parts = {name: whole[name] for name in PARTS} | {"theories": [[b.name, list(b.off)] for b in BUNDLES]}
    return _hash(parts)


def identity(question: Question, portfolios: Sequence[Portfolio], model: str) -> str:
    """Sixteen hexadecimal digits of all that decides an answer."""
    asked = [[p.name, list(p.parts)] for p in portfolios]
    return _hash({"model": model, "question": vars(question), "portfolios": asked})


def _hash(parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=list).encode()).hexdigest()[:16]
