"""The scorecard as last run and shipped, so that a brief can show a grade without scoring anything.

``python -m counterpoise.evidence.recorded`` runs the default hindcast again and rewrites it.
"""

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd

from counterpoise.core import DataIntegrityError
from counterpoise.data.panel import load_panel

from .grades import TargetGrade
from .protocol import protocol

FILE = "scorecard.json"


def rests_on() -> dict[str, str]:
    """What the shipped scorecard depends on: hashes of the panel's files and of the protocol without its looks."""
    plan = protocol()
    fixed = (plan.windows, plan.universe, plan.bootstrap, plan.grade, plan.targets)
    tables = {name: entry["sha256"] for name, entry in load_panel().manifest["files"].items()}
    return {"panel": _hash(json.dumps(tables, sort_keys=True)), "protocol": _hash(repr(fixed))}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


@cache
def recorded_scorecard() -> pd.DataFrame:
    """The shipped scorecard, columns as ``hindcast`` gives them, rounded to six digits.

    Raises DataIntegrityError where it was made from another panel or protocol.
    """
    made = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    if made["rests_on"] != rests_on():
        raise DataIntegrityError(
            f"{FILE} was made from another panel or protocol; run python -m counterpoise.evidence.recorded"
        )
    return pd.DataFrame(made["rows"]).astype({"events": "Int64"})


def target_grade(target: str) -> TargetGrade:
    """The grade of a target in the shipped scorecard. Raises InputError for an unknown target."""
    name = protocol().target(target).name
    table = recorded_scorecard()
    return TargetGrade(table.loc[table.target == name, "grade"].iloc[0])


def model_scored() -> str:
    """Which model the shipped scorecard scored: ``model_identity`` when it was made."""
    return str(json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))["model"])


def model_identity() -> str:
    """Hash of the default model as it is now: mechanisms, priors, and where its runs from the test origin start.

    Unlike the panel and the protocol it may differ from the one scored; then the shipped scores are of a model that
    was, until they are made again.
    """
    from .world_forecast import identity

    return _hash(json.dumps(identity(protocol().windows.origin), sort_keys=True))


def write(table: pd.DataFrame, place: Path) -> None:
    """Write a scorecard with what it rests on, one row a line so that changes can be read."""
    rows = json.loads(table.to_json(orient="records", double_precision=6))
    lines = ",\n".join(json.dumps(row) for row in rows)
    head = f'{{"rests_on": {json.dumps(rests_on())}, "model": "{model_identity()}", "rows": ['
    place.write_text(f"{head}\n{lines}\n]}}\n", encoding="utf-8")


def main() -> None:
    """Run the default hindcast and rewrite the shipped scorecard."""
    from .hindcast import hindcast

    write(hindcast(), Path(str(files(__package__).joinpath(FILE))))


if __name__ == "__main__":
    main()
