"""The JSON schema of scenario files, for editors; the loader checks more than a schema can say."""

from typing import Any

from counterpoise.core.fields import Kind

from .adjustments import ALL
from .bundles import find_bundle
from .reading import FIRST_BASE, LAST_BASE, LAST_END, LONGEST
from .scenario import KEYS, THEORY, vocabulary
from .settings import LARGEST, SMALLEST, support

Schema = dict[str, Any]
NUMBER: Schema = {"type": "number", "minimum": -LARGEST, "maximum": LARGEST}
TEXT: Schema = {"type": "string", "minLength": 1, "maxLength": LONGEST}
NAMES: Schema = {
    "description": f"one name, a list of names, or {ALL}",
    "anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}],
}
REASONS: Schema = {
    "why": TEXT | {"description": "why this number"},
    "source": TEXT | {"description": "a key of the bibliography, or assumed"},
}


def json_schema(theory: str = THEORY) -> Schema:
    """JSON schema (2020-12) of a scenario in a theory: its parameters with meaning, unit and support, its fields.

    What the loader accepts, the schema accepts. The loader also knows which states, references, mechanisms and years
    there are, and whether a changed prior stays within its support. Raises InputError for an unknown theory.
    """
    bundle = find_bundle(theory)
    mechanisms = [m.__name__ for m in bundle.mechanisms]
    properties = {
        "title": TEXT | {"description": "one line"},
        "story": TEXT | {"description": "a paragraph that could be read aloud"},
        "sources": _list(TEXT) | {"description": "keys of the bibliography"},
        "theory": TEXT | {"description": "a bundle, or package.module:NAME", "default": THEORY},
        "years": {
            "type": "string",
            "pattern": r"^[0-9]{4}:[0-9]{4}$",
            "description": f"base year ({FIRST_BASE} to {LAST_BASE}) and last year (to {LAST_END})",
            "default": "2024:2045",
        },
        "without": _list({"enum": mechanisms}) | {"description": "mechanisms that are switched off"},
        "parameters": _object(
            {f"{m.__name__}.{key}": _setting(p) for m in bundle.mechanisms for key, p in m.params.items()}
        ),
        "start": {"type": "array", "items": _adjustment(list(vocabulary(bundle).values()))},
    }
    assert set(properties) == set(KEYS)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"Counterpoise scenario ({theory})"}
    return head | _object(properties, ["title"])


def _object(properties: Schema, required: list[str] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required or [],
        "additionalProperties": False,
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items, "uniqueItems": True}


def _path(number: Schema) -> Schema:
    years = {"type": "object", "patternProperties": {"^[0-9]{4}$": number}, "additionalProperties": False}
    return {"anyOf": [number, years | {"minProperties": 1, "description": "by years; straight lines between them"}]}


def _setting(parameter: Any) -> Schema:
    low, high = support(parameter.prior)
    inside = {"type": "number", "minimum": low, "maximum": high}
    if low == SMALLEST:
        inside = {"type": "number", "exclusiveMinimum": 0, "maximum": high}
    share = {"type": "number", "minimum": 0, "maximum": 1}
    ways = {
        "value": _path(inside) | {"description": "for every member"},
        "times": _path(NUMBER) | {"description": "multiplies each member's draw"},
        "plus": _path(NUMBER) | {"description": "is added to each member's draw"},
        "quantiles": {"type": "array", "items": share, "minItems": 2, "maxItems": 2},
    }
    long = _object(ways | REASONS) | {"oneOf": [{"required": [way]} for way in ways]}
    about = f"{parameter.doc} [{parameter.unit}]; prior {parameter.prior}, {parameter.source}"
    return {"description": about, "anyOf": [*_path(inside)["anyOf"], long]}


def _adjustment(fields: list[Any]) -> Schema:
    adjustable = [f.name for f in fields if f.kind is not Kind.FLOW]
    keys = {
        "field": {"enum": adjustable},
        "of": NAMES,
        "from": NAMES,
        "to": NAMES,
        "between": {"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2},
        "regime": NAMES,
        "value": NUMBER,
        "times": NUMBER,
        "plus": NUMBER,
        "error": NUMBER | {"minimum": 0},
    }
    ways = {"oneOf": [{"required": [way]} for way in ("value", "times", "plus")]}
    return _object(keys | REASONS, ["field"]) | ways
