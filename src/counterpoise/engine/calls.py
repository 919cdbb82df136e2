"""What a compiled phase calls: the steps of its mechanisms, then what adds and bounds the changes."""

from counterpoise.core.fields import INDEX, Dimension, Kind
from counterpoise.core.phases import Phase
from counterpoise.core.random import stable_id

from .linking import Call, Place
from .model import Model
from .rebuild import SIZES, Rebuilt
from .varying import ROW, SAME, SHARED, TABLE

SETTLING = ("settle_stock", "settle_flow", "not_whole")
"""The functions of ``year`` that end a phase."""


def kind_of(model: Model, name: str) -> str:
    """What a part of the world is to a step for several members: the same for all, an array, or lanes."""
    if name in SIZES or name in ("year", "elapsed"):
        return SAME
    if name in INDEX:
        return SHARED
    return TABLE if model.fields[name].dimension is Dimension.MEMBERSHIP else ROW


def linked_call(model: Model, k: int, rebuilt: Rebuilt, off: bool) -> Call:
    """Mechanism k's compiled step or null, and where each of its arguments is found."""
    mechanism = model.mechanisms[k]
    rows = change_rows(model, mechanism.phase)
    places = [
        Place("th", row=model.column(f"{mechanism.__name__}.{name}")) if who == "p" else _found(model, who, name, rows)
        for who, name in rebuilt.given
    ]
    local = [Place("zeros", name, flat=filled) for name, filled in zip(rebuilt.locals, rebuilt.filled, strict=True)]
    draw, mask = Place("draw", row=stable_id(mechanism.stream)), Place("on", row=k, flat=off)
    return Call(rebuilt.function, (*places, draw, *local, mask))


def _found(model: Model, who: str, name: str, rows: dict[str, int]) -> Place:
    if who == "change":
        return Place("c", model.fields[name].dimension.value, rows[name])
    if name in ("year", "elapsed"):
        return Place(name)
    if name in INDEX:
        return Place("ix", name)
    return Place("x", model.fields[name].dimension.value, model.row(name))


def settling_calls(model: Model, phase: Phase, own: dict[str, Rebuilt]) -> list[Call]:
    """What is done with every field that the phase may change."""
    found, rows = list[Call](), change_rows(model, phase)
    for name in model.changed_in(phase):
        field = model.fields[name]
        x, c = (Place(b, field.dimension.value, r, True) for b, r in (("x", model.row(name)), ("c", rows[name])))
        how = "settle_stock" if field.kind is Kind.STOCK else "settle_flow"
        ends = (Place("number", repr(float(field.low))), Place("number", repr(float(field.high))))
        found.append(Call(own[how].function, (x, c, *ends)))
        if field.discrete:
            found.append(Call(own["not_whole"].function, (x,)))
    return found


def change_rows(model: Model, phase: Phase) -> dict[str, int]:
    """The rows of the fields a phase may change among the changes, which hold only one phase's at a time."""
    rows, taken = dict[str, int](), dict.fromkeys(Dimension, 0)
    for name in model.changed_in(phase):
        dimension = model.fields[name].dimension
        rows[name], taken[dimension] = taken[dimension], taken[dimension] + 1
    return rows


def most_changed(model: Model, dimension: Dimension) -> int:
    """How many rows of changes a dimension needs: as many as some phase changes."""
    changed = ([model.fields[name].dimension for name in model.changed_in(phase)] for phase in Phase)
    return max(dimensions.count(dimension) for dimensions in changed)
