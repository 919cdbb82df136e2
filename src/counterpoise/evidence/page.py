"""Rewrite the generated parts of docs/evidence/protocol.md: ``python -m counterpoise.evidence.page [FILE]``."""

import re
import sys
from pathlib import Path

from counterpoise.core import InputError

from .protocol import rendered

PAGE = Path("docs/evidence/protocol.md")


def filled(text: str, parts: dict[str, str]) -> str:
    """``text`` with each part between its ``<!-- name -->`` markers. Raises InputError where a marker is missing."""
    for name, body in parts.items():
        found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", text, re.DOTALL)
        if found is None:
            raise InputError(f"the page has no <!-- {name} --> markers")
        text = f"{text[: found.start(1)]}{body}\n{text[found.end(1) :]}"
    return text


def main(place: Path = PAGE) -> None:
    """Rewrite the page in place."""
    place.write_text(filled(place.read_text(encoding="utf-8"), rendered()), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
