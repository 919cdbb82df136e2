"""A deal in words and tables, in the order a delegate reads them, and as JSON."""

import json
from typing import Any

import pandas as pd

from . import tables, words
from .deal import Deal

Block = str | tuple[str, pd.DataFrame]


def report(deal: Deal) -> list[Block]:
    """What to print, in order: lines of words, and tables with their titles."""
    return [
        words.heading(deal),
        *words.asked(deal),
        *words.odd(deal),
        words.kept(deal),
        ("What holds it back", tables.binding_rows(deal)),
        words.binding_words(deal),
        ("What would move it: chance of detection needed for half depth", tables.needed_rows(deal)),
        words.needed_words(deal),
        *_loss(deal),
        *words.caution(deal),
        ("Who blocks", tables.parties_rows(deal)),
        words.party_words(deal),
        ("What makes the weight of relative gains", tables.pairs_rows(deal)),
        *words.unequal(deal),
        *_acts(deal),
        *_nearest(deal),
        words.rests_on(deal),
    ]


def _loss(deal: Deal) -> list[Block]:
    if deal.loss.empty:
        return ["No shared catastrophe is believed to hang on this issue: cooperation has to rest on the gains alone."]
    return [("Cooperation that a shared loss recovers", tables.loss_rows(deal)), words.loss_words(deal)]


def _acts(deal: Deal) -> list[Block]:
    if deal.acts.empty:
        return ["Our registers hold no vote or text on this issue."]
    note = "A vote is an act, not a preference; not listed never means refused."
    if not deal.issue.votes:
        note = f"Our registers hold no roll call on this very issue. {note}"
    return [("Acts on record", tables.acts_rows(deal)), note]


def _nearest(deal: Deal) -> list[Block]:
    if deal.nearest.empty:
        return ["No state outside the table is on record as abstaining or standing outside on this issue."]
    title = "Outside the table: held back, nearest first in Assembly votes"
    after = f"Adopters: {deal.adopters}; the gap is to their median. Near is not willing."
    return [(title, tables.nearest_rows(deal)), after]


def to_json(deal: Deal) -> str:
    """Every table, with the assumptions and their grades; what is missing or without end is null."""
    names = ("summary", "binding", "frontier", "needed", "loss", "parties", "pairs", "acts", "nearest", "assumed")
    out: dict[str, Any] = {
        "issue": deal.issue.id,
        "names": deal.names,
        "year": deal.year,
        "draws": deal.draws,
        "seed": deal.seed,
        "held": deal.held,
        "grade": "assumed",
        "binds": deal.binds,
        "interaction": deal.interaction,
        "today": deal.today,
        "caution": deal.caution,
        "adopters": deal.adopters,
        "cites": deal.issue.cites,
        "what_if": _records(deal.what_if),
        **{name: _records(getattr(deal, name)) for name in names},
        "said": [block for block in report(deal) if isinstance(block, str)],
    }
    return json.dumps(out, indent=1, ensure_ascii=False)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(frame.to_json(orient="records", double_precision=6))
    return found
