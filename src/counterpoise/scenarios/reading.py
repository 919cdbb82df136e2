"""Reads the parts of a scenario file: every key known, every number finite and where it may be, or one line why not."""

import re
from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from typing import Any

from counterpoise.core import bibliography
from counterpoise.core.fields import Dimension, Kind, Vocabulary
from counterpoise.core.parameters import Parameter
from counterpoise.core.spelling import nearest

from .adjustments import ALL, POSITIONS, Adjustment
from .settings import HOW, LARGEST, Setting
from .strict_yaml import Node, shown

FIRST_BASE, LAST_BASE, LAST_END = 1990, 2024, 2100
YEAR = re.compile(r"\d{4}")
YEARS = re.compile(r"(\d{4}):(\d{4})")
LONGEST = 10_000
"""Most characters in a text."""
REASONS = ("why", "source")
Find = Callable[[str], str]


def entries(node: Node, field: str, allowed: Iterable[str], required: Iterable[str] = ()) -> dict[str, Node]:
    """The entries of a mapping, every key allowed and every required one there."""
    if not isinstance(node.value, dict):
        node.refuse(field, f"must be a mapping, not {shown(node.value)}" if field else "must hold keys and values")
    known = tuple(allowed)
    for key, entry in node.value.items():
        if key not in known:
            near = nearest(key, known)
            hint = f"; did you mean {near!r}?" if near else ""
            entry.refuse(field, f"no key {shown(key)}{hint} Allowed: {', '.join(known)}")
    for key in required:
        if key not in node.value:
            node.refuse(field, f"{key!r} is missing")
    return node.value


def text(node: Node, field: str) -> str:
    """A text that is not empty; folded onto single spaces."""
    if not isinstance(node.value, str) or not node.value.strip():
        node.refuse(field, f"must be a text, not {_kind(node.value)}")
    if len(node.value) > LONGEST:
        node.refuse(field, f"longer than {LONGEST} characters")
    return " ".join(node.value.split())


def texts(node: Node, field: str) -> tuple[tuple[str, Node], ...]:
    """A list of texts, none twice, each with its node."""
    if not isinstance(node.value, list):
        node.refuse(field, f"must be a list, not {_kind(node.value)}")
    found: dict[str, Node] = {}
    for item in node.value:
        word = text(item, field)
        if word in found:
            item.refuse(field, f"{shown(word)} is listed twice")
        found[word] = item
    return tuple(found.items())


def number(node: Node, field: str) -> float:
    """A finite number that single precision holds; texts and truth values are none."""
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        node.refuse(field, f"must be a number, not {_kind(value)}")
    if not isfinite(value) or abs(value) > LARGEST:
        node.refuse(field, f"must be a finite number, not {value:g}")
    return float(value)


def _kind(value: Any) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else ("empty" if value is None else shown(value))


def span(value: object) -> tuple[int, int] | str:
    """Base and end year of ``2024:2045``, or what is wrong."""
    match = YEARS.fullmatch(value) if isinstance(value, str) else None
    if not match:
        return f"must be written as 2024:2045, not {_kind(value)}"
    base, end = int(match[1]), int(match[2])
    if not FIRST_BASE <= base <= LAST_BASE:
        return f"the base year is one of {FIRST_BASE} to {LAST_BASE}, not {base}"
    if not base < end <= LAST_END:
        return f"the last year lies after {base} and no later than {LAST_END}, not {end}"
    return base, end


def years(node: Node) -> tuple[int, int]:
    """Base and end year. Raises InputError."""
    found = span(node.value)
    if isinstance(found, str):
        node.refuse("years", found)
    return found


def cited(node: Node, field: str, extra: Iterable[str] = ()) -> str:
    """A key of the bibliography, or one of ``extra``."""
    key = text(node, field)
    works = bibliography()
    if key not in works and key not in extra:
        node.refuse_word(field, key, "reference", [*works, *extra])
    return key


def parameters(node: Node, declared: Mapping[str, Parameter], theory: str) -> dict[str, Setting]:
    """Settings by ``Mechanism.name``, each within the support of its prior."""
    if not isinstance(node.value, dict):
        node.refuse("parameters", f"must be a mapping, not {_kind(node.value)}")
    found = {}
    for name, entry in node.value.items():
        if name not in declared:
            entry.refuse_word("parameters", name, "parameter", declared, f" in {theory}")
        found[name] = setting(entry, name)
        objection = found[name].objection(declared[name].prior)
        if objection:
            entry.refuse(name, objection)
    return found


def setting(node: Node, field: str) -> Setting:
    """A number, a path by years, or a mapping with one of value, times, plus and quantiles, and reasons."""
    if not isinstance(node.value, dict) or (node.value and all(map(YEAR.fullmatch, node.value))):
        when, amounts = path(node, field)
        return Setting("value", amounts, when, place=node.place)
    found = entries(node, field, (*HOW, *REASONS))
    how = one_of(node, field, HOW)
    when, amounts = quantiles(found[how], field) if how == "quantiles" else path(found[how], f"{field}: {how}")
    return Setting(how, amounts, when, *reasons(found, field), place=found[how].place)


def one_of(node: Node, field: str, options: tuple[str, ...]) -> str:
    """Which one of the options a mapping has."""
    given = [key for key in options if key in node.value]
    if len(given) != 1:
        node.refuse(field, f"needs one of {', '.join(options)}" + (f", not {' and '.join(given)}" if given else ""))
    return given[0]


def reasons(found: Mapping[str, Node], field: str) -> tuple[str, str]:
    """Why, and the source."""
    why = text(found["why"], f"{field}: why") if "why" in found else ""
    return why, cited(found["source"], f"{field}: source", ["assumed"]) if "source" in found else "assumed"


def quantiles(node: Node, field: str) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Two shares of a prior; whether they are in order is checked with the prior."""
    if not isinstance(node.value, list) or len(node.value) != 2:
        node.refuse(field, f"quantiles are a list of two numbers, not {_kind(node.value)}")
    return (), tuple(number(item, f"{field}: quantiles") for item in node.value)


def path(node: Node, field: str) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """Years (none if it holds throughout) and amounts, in the order of the years."""
    if not isinstance(node.value, dict):
        return (), (number(node, field),)
    if not node.value:
        node.refuse(field, "a path needs at least one year")
    knots = {}
    for key, entry in node.value.items():
        if not (YEAR.fullmatch(key) and FIRST_BASE <= int(key) <= LAST_END):
            entry.refuse(field, f"{shown(key)} is no year from {FIRST_BASE} to {LAST_END}")
        knots[int(key)] = number(entry, f"{field}: {key}")
    return tuple(sorted(knots)), tuple(knots[year] for year in sorted(knots))


def adjustments(node: Node, vocabulary: Vocabulary, state: Find) -> tuple[Adjustment, ...]:
    """Starting values that are others in this scenario. ``state`` finds a state's code, or raises InputError."""
    if not isinstance(node.value, list):
        node.refuse("start", f"must be a list, not {_kind(node.value)}")
    return tuple(adjustment(item, vocabulary, state) for item in node.value)


def adjustment(node: Node, vocabulary: Vocabulary, state: Find) -> Adjustment:
    """One starting value: the field, whose, and value, times or plus."""
    options = HOW[:3]
    keys = ("field", "of", "from", "to", "between", "regime", *options, "error", *REASONS)
    found = entries(node, "start", keys, ["field"])
    name = text(found["field"], "start: field")
    where = f"start: {name}"
    if name not in vocabulary:
        found["field"].refuse_word("start", name, "field", vocabulary)
    field = vocabulary[name]
    if field.kind is Kind.FLOW:
        found["field"].refuse("start", f"{name} is made anew every year; only fixed fields and stocks have a start")
    how = one_of(node, where, options)
    amount = number(found[how], f"{where}: {how}")
    if how == "value" and not field.low <= amount <= field.high:
        found[how].refuse(where, f"{amount:g} lies outside {field.low:g} to {field.high:g} {field.unit}")
    if how == "value" and field.discrete and amount != int(amount):
        found[how].refuse(where, f"must be a whole number, not {amount:g}")
    error = number(found["error"], f"{where}: error") if "error" in found else None
    if error is not None and (error < 0 or (error > 0 and field.discrete)):
        found["error"].refuse(where, "error is a standard deviation: 0 or more, and 0 for whole numbers")
    who, mutual = whose(node, where, field.dimension, state)
    return Adjustment(name, who, how, amount, error, mutual, *reasons(found, where), place=node.place)


def whose(node: Node, field: str, dimension: Dimension, state: Find) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """Names for each position of the dimension, and whether both directions of a pair are meant."""
    if dimension not in POSITIONS:
        node.refuse(field, f"fields of a {dimension} cannot be adjusted")
    wanted = POSITIONS[dimension]
    mutual = dimension is Dimension.DYAD and "between" in node.value
    if mutual:
        wanted = ("between",)
    given = [k for k in ("of", "from", "to", "between", "regime") if k in node.value]
    if stray := [k for k in given if k not in wanted]:
        node.value[stray[0]].refuse(field, f"takes {_keys(dimension)}, not {stray[0]!r}")
    if missing := [k for k in wanted if k not in node.value]:
        node.refuse(field, f"{missing[0]!r} is missing: whose value is meant? It takes {_keys(dimension)}")
    if not mutual:
        return tuple(names(node.value[key], f"{field}: {key}", key, state) for key in wanted), False
    pair = names(node.value["between"], f"{field}: between", "between", state)
    if len(pair) != 2:
        node.value["between"].refuse(field, "between takes two states")
    return ((pair[0],), (pair[1],)), True


def _keys(dimension: Dimension) -> str:
    return {
        Dimension.DYAD: "from and to, or between",
        Dimension.SYSTEM: "none of of, from, to, between and regime",
    }.get(dimension, " and ".join(POSITIONS[dimension]))


def names(node: Node, field: str, key: str, state: Find) -> tuple[str, ...]:
    """One name or a list of them, sorted, ``all`` alone meaning everybody; states as ISO3."""
    given = texts(node, field) if isinstance(node.value, list) else ((text(node, field), node),)
    if not given:
        node.refuse(field, "names nobody")
    if ALL in dict(given):
        if len(given) > 1:
            node.refuse(field, f"{ALL!r} stands alone")
        return (ALL,)
    find = regime_id if key == "regime" else state
    found: dict[str, Node] = {}
    for word, item in given:
        try:
            code = find(word)
        except Exception as error:
            item.refuse(field, str(error))
        if code in found:
            item.refuse(field, f"{code} is named twice")
        found[code] = item
    return tuple(sorted(found))


def regime_id(word: str) -> str:
    """A regime of the world. Raises ValueError with the nearest spelling."""
    from counterpoise.start.governance import REGIMES

    if word in REGIMES:
        return word
    near = nearest(word, REGIMES)
    hint = f"; did you mean {near!r}?" if near else ""
    raise ValueError(f"no regime {shown(word)}{hint} Allowed: {', '.join(REGIMES)}")
