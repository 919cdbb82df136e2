"""Internet users, fixed broadband and mobile subscriptions (International Telecommunication Union)."""

from pathlib import Path
from typing import Any

import pandas as pd

from ..codes import Codes
from ..variable import Scale, Variable
from . import tidy
from .gapminder import read_series

CARD = "itu_ict"
FIRST = 1980  # no subscriptions anywhere before
FILES = {
    "internet_users": "internet_users",
    "broadband_subscribers_per_100_people": "broadband",
    "cell_phones_per_100_people": "mobile_subscriptions",
}


def _variable(name: str, label: str, unit: str, doc: str, scale: Scale, error: float, **more: Any) -> Variable:
    basis = "assumed: surveys and ITU's estimates are mixed without saying which; no second source here"
    settings: dict[str, Any] = {"carry": 3, "total": False} | more
    return Variable(name, label, unit, doc, "digital", (CARD,), scale, error, basis, **settings)


VARIABLES = (
    _variable(
        "internet_users",
        "internet users",
        "percent of population",
        "used the internet in the last three months; few states have 2024",
        Scale.ABSOLUTE,
        3.0,
        high=100.0,
    ),
    _variable("broadband", "fixed broadband", "subscriptions per 100 people", "256 kbit/s or more", Scale.LOG, 0.05),
    _variable(
        "mobile_subscriptions",
        "mobile subscriptions",
        "subscriptions per 100 people",
        "cards, not people: over 100 where many hold two",
        Scale.LOG,
        0.05,
    ),
)


def load(raw: Path, codes: Codes) -> pd.DataFrame:
    """The three series as published, from 1980; their zeros are reported zeros."""
    parts = [tidy(read_series(raw, file), name, CARD) for file, name in FILES.items()]
    rows = pd.concat(parts, ignore_index=True)
    return rows[rows.year >= FIRST].sort_values(["variable", "iso3", "year"], ignore_index=True)
