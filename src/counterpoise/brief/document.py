"""The brief as self-contained HTML, as JSON, and its ledger as CSV."""

import csv
import dataclasses
import errno
import io
import json
import math
import os
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from counterpoise.charts import STYLE
from counterpoise.core import ResourceError

from .page import Brief, Chart, Line, Table

LEDGER = ("id", "section", "label", "value", "text", "unit", "grade", "source", "year", "licence")


def to_html(brief: Brief) -> str:
    """One page without any outside resource: styles and charts are inline."""
    environment = Environment(
        loader=PackageLoader("counterpoise.brief"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    kinds = {"line": Line, "table": Table, "chart": Chart}
    environment.tests |= {name: (lambda b, k=kind: isinstance(b, k)) for name, kind in kinds.items()}
    return environment.get_template("brief.html.j2").render(brief=brief, style=STYLE)


def to_dict(brief: Brief) -> dict[str, Any]:
    """Sections as text and the ledger with every number; NaN becomes null."""
    return {
        "state": brief.state,
        "name": brief.name,
        "rival": brief.rival,
        "year": brief.year,
        "sections": [
            {"number": s.number, "title": s.title, "question": s.question, "blocks": [_block(b) for b in s.blocks]}
            for s in brief.sections
        ],
        "ledger": [_clean(dataclasses.asdict(n)) for n in brief.ledger],
    }


def _block(block: Line | Table | Chart) -> dict[str, Any]:
    if isinstance(block, Line):
        return {"type": "line", "text": block.text(), "numbers": [n.id for n in block.numbers.values()]}
    if isinstance(block, Chart):
        return {"type": "chart", "caption": block.caption}
    cells = [[{"text": c.text(), "numbers": [n.id for n in c.numbers.values()]} for c in row] for row in block.rows]
    table = {"type": "table", "title": block.title, "columns": list(block.columns), "rows": cells, "note": block.note}
    return table | ({"folded": True} if block.folded else {})


def _clean(row: dict[str, Any]) -> dict[str, Any]:
    value = row["value"]
    if hasattr(value, "item"):
        value = value.item()
    return row | {"value": None if isinstance(value, float) and not math.isfinite(value) else value}


def to_json(brief: Brief) -> str:
    """The brief as JSON text."""
    return json.dumps(to_dict(brief), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def to_ledger(brief: Brief) -> str:
    """The ledger as CSV text, a row a number shown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(LEDGER)
    writer.writerows([getattr(n, name) for name in LEDGER] for n in brief.ledger)
    return out.getvalue()


def write(brief: Brief, folder: Path) -> list[Path]:
    """Write HTML, JSON and ledger below ``folder``, each whole or not at all. Raises ResourceError (exit code 4)."""
    stem = f"brief-{brief.state}-{brief.year}"
    contents = {f"{stem}.html": to_html(brief), f"{stem}.json": to_json(brief), f"{stem}-ledger.csv": to_ledger(brief)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_write_whole(folder / name, text) for name, text in contents.items()]
    except OSError as error:
        why = "the disk is full" if error.errno == errno.ENOSPC else (error.strerror or str(error)).lower()
        raise ResourceError(f"cannot write to {folder}: {why}; choose another folder with --out") from error


def _write_whole(path: Path, text: str) -> Path:
    partial = path.with_suffix(path.suffix + ".part")
    partial.write_text(text, encoding="utf-8")
    os.replace(partial, path)
    return path
