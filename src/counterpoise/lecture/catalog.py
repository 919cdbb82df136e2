"""Find a model by the name of its file, and call its main function with a reader's own arguments."""

from collections.abc import Mapping
from dataclasses import dataclass

import counterpoise.theory as theory
from counterpoise.core import InputError, nearest
from counterpoise.theory.declare import DomainError, Model


@dataclass(frozen=True)
class Entry:
    """A model with the name it goes by."""

    name: str
    model: Model


def catalog() -> list[Entry]:
    """Every model, by section of the specification and then by name."""
    entries = [Entry(n, getattr(theory, n).MODEL) for n in theory.__all__ if hasattr(getattr(theory, n), "MODEL")]
    return sorted(entries, key=lambda e: (int(e.model.section[1:]), e.name))


def find(name: str) -> Entry:
    """The model called ``name``. Raises InputError with the nearest spelling."""
    by_name = {e.name: e for e in catalog()}
    word = name.replace("-", "_")
    if word not in by_name:
        near = nearest(word, by_name)
        raise InputError(f"no model {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    return by_name[word]


def evaluate(entry: Entry, given: Mapping[str, str]) -> tuple[dict[str, float], float]:
    """The main function at the model's example with ``given`` put in. Raises InputError naming argument and domain."""
    main = entry.model.main
    unknown = [k for k in given if k not in main.args]
    if unknown:
        near = nearest(unknown[0], main.args)
        hint = f"; did you mean {near!r}?" if near else f"; it takes {', '.join(main.args)}"
        raise InputError(f"{entry.name} takes no {unknown[0]!r}{hint}")
    arguments = {k: float(v) for k, v in entry.model.example.items()} | {k: _number(k, v) for k, v in given.items()}
    try:
        return arguments, float(main(**arguments))
    except DomainError as error:
        raise InputError(str(error)) from error


def _number(name: str, text: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise InputError(f"{name} = {text!r} is not a number") from error
