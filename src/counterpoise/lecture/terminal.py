"""A model in the terminal: claim, equation, domains, known results, and the value at the reader's arguments."""

from collections.abc import Mapping
from textwrap import wrap

import numpy as np

from counterpoise.core import format_reference

from .catalog import Entry, catalog, evaluate


def overview() -> str:
    """One line a model."""
    lines = [f"{e.model.section:4} {e.name:26} {e.model.claim}" for e in catalog()]
    return "\n".join([*lines, "", "'counterpoise theory NAME' shows one; its arguments can be given, e.g. --c-low .05"])


def explain(entry: Entry, given: Mapping[str, str]) -> str:
    """The whole model as text, ending with the value of its main function and what it means."""
    model = entry.model
    arguments, value = evaluate(entry, given)
    parts = [f"{model.title} ({model.section})", "", *wrap(model.claim, 100), "", f"  {model.equation}", ""]
    parts += ["Arguments of " + model.main.kernel.__name__ + ":"]
    for name, arg in model.main.args.items():
        chosen = f" = {arguments[name]:g}" if name in arguments else ""
        parts.append(f"  --{name.replace('_', '-')}{chosen}  {arg.doc}, {arg.interval()} [{arg.unit}]")
    parts += ["", *wrap(f"Holds: {model.holds}", 100), *wrap(f"Breaks: {model.breaks}", 100)]
    if model.corrects:
        parts += wrap(f"Corrects the slogan: {model.corrects}", 100)
    parts += ["", "Known results:"]
    parts += [f"  {k.text}: {plain(k.call())}" for k in model.known]
    parts += ["", "Sources:", *(f"  {format_reference(key)}" for key in model.cites)]
    parts += [f"Formula: {model.confidence.value}", ""]
    parts.append(f"{model.main.kernel.__name__} = {value:.6g}: {model.meaning(value)}")
    return "\n".join(parts)


def plain(value: object) -> str:
    """A known result as short text: numbers with six digits, arrays as lists."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value)).lower()
    if isinstance(value, list | tuple | np.ndarray):
        return ", ".join(plain(v) for v in np.asarray(value, dtype=object).ravel())
    return f"{value:.6g}" if isinstance(value, float | np.floating) else str(value)
