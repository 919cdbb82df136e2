"""Findings as last computed and shipped, so that a board can print them without computing anything.

``python -m counterpoise.claims.tested.recorded`` computes them again from the embedded panel and rewrites the file.
"""

import dataclasses
import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from counterpoise.claims.propositions.verdict import Verdict
from counterpoise.core import DataIntegrityError
from counterpoise.data.panel import Panel, load_panel

from .finding import Effect, Evidence, Finding, rule

FILE = "recorded.json"
DIGITS = 6


def panel_hash(panel: Panel) -> str:
    """What a panel's findings rest on: the hashes of its files."""
    return ",".join(f"{name}:{entry['sha256'][:12]}" for name, entry in sorted(panel.manifest["files"].items()))


@cache
def shipped() -> dict[str, Finding]:
    """Shipped findings by claim."""
    return {raw["id"]: _finding(raw) for raw in _raw()["findings"]}


def fits(panel: Panel) -> bool:
    """Whether the shipped findings were computed from this panel."""
    return bool(_raw()["panel"] == panel_hash(panel))


def as_record(finding: Finding) -> dict[str, Any]:
    """A finding as plain values rounded to six digits; its rule is named, not copied."""
    raw = {k: v for k, v in dataclasses.asdict(finding).items() if k != "rule"}
    return {"id": finding.id, **_plain(raw)}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, float):
        return round(value, DIGITS)
    return value.value if isinstance(value, Verdict) else value


@cache
def _raw() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return found


def _finding(raw: dict[str, Any]) -> Finding:
    try:
        return Finding(
            rule=rule(raw["id"]),
            verdict=Verdict(raw["verdict"]),
            why=raw["why"],
            condition=raw["condition"],
            effects=tuple(Effect(**e) for e in raw["effects"]),
            data=tuple(Evidence(**{**e, "cards": tuple(e["cards"])}) for e in raw["data"]),
            otherwise=tuple(raw["otherwise"]),
            holes=tuple(raw["holes"]),
            numbers=raw["numbers"],
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataIntegrityError(f"{FILE} cannot be read: {error}; run python -m {__name__}") from error


def write(panel: Panel, place: Path) -> None:
    """Compute every finding and write it."""
    from . import compute, ids

    found = [as_record(compute(claim, panel)) for claim in ids()]
    text = json.dumps({"panel": panel_hash(panel), "findings": found}, indent=1, allow_nan=False)
    place.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(load_panel(), Path(__file__).with_name(FILE))
