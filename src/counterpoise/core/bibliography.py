"""The bibliography: one TOML table a work, keyed as the docstrings cite it."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .errors import InputError
from .spelling import nearest


@dataclass(frozen=True)
class Reference:
    """A published work. ``checked`` says where the record was seen, or ``memory`` if it was not."""

    key: str
    authors: str
    year: int
    title: str
    venue: str
    checked: str
    doi: str | None = None


@cache
def bibliography() -> dict[str, Reference]:
    """Every reference by key. Raises ValueError where two files define one key."""
    found: dict[str, Reference] = {}
    for file in sorted(files(__package__).joinpath("bibliography").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        for key, entry in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if key in found:
                raise ValueError(f"{file.name}: {key} is already in the bibliography")
            found[key] = Reference(key=key, **entry)
    return found


def format_reference(key: str) -> str:
    """One line: authors (year). Title. Venue. DOI; marked where the record was not checked."""
    works = bibliography()
    if key not in works:
        near = nearest(key, works)
        raise InputError(f"no reference {key!r}" + (f"; did you mean {near!r}?" if near else ""))
    work = works[key]
    doi = f" https://doi.org/{work.doi}" if work.doi else ""
    unchecked = " [record from memory, not checked]" if work.checked == "memory" else ""
    return f"{work.authors} ({work.year}). {work.title}. {work.venue}.{doi}{unchecked}"
