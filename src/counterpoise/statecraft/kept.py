"""Trials as they ship, as kept in the user's cache, or lived through now."""

import os
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from counterpoise.engine.compile import cache_folder

from .identity import identity, model_hash
from .portfolios import Portfolio
from .recorded import recorded
from .trial import Progress, Question, trials


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
