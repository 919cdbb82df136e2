"""What a trial rests on, and what a question asks, as a few digits: an answer counts for these alone."""

import hashlib
import json
from collections.abc import Sequence

from counterpoise.runs.plan import Plan
from counterpoise.scenarios import load

from .portfolios import Portfolio
from .trial import BUNDLES, Question

PARTS = ("mechanisms", "priors", "panel", "start", "arithmetic")


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
