"""The daily attack series as raids: what was launched together, and what its target's air force says became of it.

Every figure is one belligerent's claim. *Shot down* is unconfirmed; *lost* (to jamming, or decoys that fell) was
reported apart only for a year; what is left over leaked, and need not have hit anything.
"""

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from counterpoise.core import DataIntegrityError, InputError

SERIES = "ukraine/missile_attacks_daily.csv.gz"
FIRST, LAST = "2022-09-28", "2026-03-01"
CLASSES = ("drone", "cruise", "ballistic")
_STEMS = {
    "drone": ("Shahed",),
    "cruise": (
        "X-101",
        "X-555",
        "Kalibr",
        "Iskander-K",
        "X-59",
        "X-69",
        "Zircon",
        "Oniks",
        "X-22",
        "X-32",
        "X-35",
        "Banderol",
    ),
    "ballistic": ("Iskander-M", "KN-23", "Kinzhal", "Ballistic"),
}


@dataclass(frozen=True)
class Accounting:
    """A stretch of the series in which losses were counted in one way: days from ``start`` to ``end``."""

    name: str
    start: str
    end: str
    doc: str


ACCOUNTINGS = (
    Accounting("shot down only", FIRST, "2024-06-30", "losses to jamming are not reported"),
    Accounting("jamming apart", "2024-07-01", "2025-07-31", "losses to jamming are reported beside what was shot down"),
    Accounting("jamming within", "2025-08-01", LAST, "one figure for shot down or suppressed"),
)


def read_raids(raw: Path) -> pd.DataFrame:
    """One row a raid (class and end of the reporting window), local reports apart from national ones.

    Columns: date, kind (one of ``CLASSES``), national, launched, shot (shot down), lost (reported as not reaching
    their goal), flying (still in the air at the time of the report), places (places hit; missing before May 2025),
    armed (launches called armed drones; missing before September 2025). Rows that mix classes are left out. Raises
    InputError where the file is missing, DataIntegrityError where more were shot down than launched.
    """
    path = raw / SERIES
    if not path.is_file():
        raise InputError(f"{path} is missing: the attack series must be had from its maintainer (card ukraine_attacks)")
    table = pd.read_csv(path).dropna(subset=["launched", "destroyed"])
    table["kind"] = table.model.map(kind_of)
    table = table[table.kind.notna()]
    table["date"] = pd.to_datetime(table.time_end, format="mixed").dt.normalize()
    table["national"] = table.target.eq("Ukraine")
    # One night of one class counts once, whatever the number of models it is split into.
    raids = table.groupby(["kind", "date", "national"], sort=True)
    summed = raids[["launched", "destroyed", "not_reach_goal", "still_attacking"]].sum()
    summed.columns = pd.Index(["launched", "shot", "lost", "flying"])
    summed[["places", "armed"]] = raids[["num_hit_location", "is_shahed"]].sum(min_count=1)
    if (summed.shot > summed.launched).any():
        raise DataIntegrityError(f"{path}: more shot down than launched")
    return summed[summed.launched > 0].reset_index()


def kind_of(model: str) -> str | None:
    """The class of a row's model or models; None where they are of several classes or of none of ours."""
    parts = [part for part in model.replace("/", " and ").split(" and ") if not part.isdigit()]  # 136/131
    kinds = {next((k for k, stems in _STEMS.items() if any(s in part for s in stems)), None) for part in parts}
    return kinds.pop() if len(kinds) == 1 else None


def within(raids: pd.DataFrame, accounting: Accounting) -> pd.DataFrame:
    """The raids of one way of counting."""
    return raids[(raids.date >= accounting.start) & (raids.date <= accounting.end)]
