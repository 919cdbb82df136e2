"""The text of a year: one function for each phase, and the loop over members and years that calls them.

The text is generated because Numba runs a fixed set of differently typed functions fast only when they are written out.
Each generated function carries a key, the hash of all it reaches; see ``compile``.
"""

import hashlib
from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from counterpoise.core.fields import INDEX, Dimension, Kind
from counterpoise.core.maths import zeros
from counterpoise.core.phases import Phase
from counterpoise.core.random import Draw, stable_id

from . import year
from .calls import SETTLING, kind_of, linked_call, most_changed, settling_calls
from .compile import Mode, finisher, generated, versions
from .driving import ABREAST, AROUND, driver, plain_driver
from .lanes import WIDTH, Group, aligned, block_of, lane_at, note
from .linking import LINK_ARGUMENTS, Call, Changes, link, local_arrays, scratch
from .loading import Task, load
from .model import Model
from .rebuild import Rebuilder
from .recall import Outline, address, reached, recalled, remember
from .unlace import unlace
from .varying import ROW, SAME, SHARED, TABLE, VARIES
from .world import Blocks, Index

Watch = Callable[[int, Blocks], None]
START_KINDS = (*[SHARED] * 7, TABLE, SAME, VARIES)
SETTLE_KINDS = {"settle_stock": (ROW, ROW, SAME, SAME), "settle_flow": (ROW, ROW, SAME, SAME), "not_whole": (ROW,)}
PHASE_ARGUMENTS = "x, c, ix, th, on, seed, member, year, elapsed"


@dataclass(frozen=True)
class Functions:
    """What is run: the driver over a block of members, the phases it calls, and the engine's own loops."""

    run: Callable[..., None]
    phases: dict[Phase, Callable[..., int]]
    around: dict[str, Callable[..., None]]


class Program:
    """A model ready to run; its functions are made when they are first asked for."""

    def __init__(self, outline: Outline, make: Callable[[], Functions]):
        self.outline, self._make = outline, make

    @property
    def key(self) -> str:
        """The hash of everything the program reaches."""
        return self.outline.key

    @cached_property
    def functions(self) -> Functions:
        """The driver and what it calls."""
        return self._make()

    @property
    def run(self) -> Callable[..., None]:
        """The loop over a block of members and their years."""
        return self.functions.run

    @property
    def phases(self) -> dict[Phase, Callable[..., int]]:
        """Each phase of a year; they return how many numbers are none."""
        return self.functions.phases

    def world(self, values: Blocks) -> Blocks:
        """A place for the values of members side by side, (row, actor, member)."""
        return Blocks(*(aligned((*block.shape, WIDTH), np.float32) for block in values))

    def changes(self, values: Blocks, index: Index) -> Changes:
        """A place for the changes to ``values`` of members side by side, all zero."""
        rows = self.outline.change_rows
        sizes = {d.value: (rows[d], v.shape[1]) for d, v in zip(Dimension, values, strict=True)}
        sizes["scratch"] = (1, scratch(self.outline.local, index))
        made = {name: aligned((*size, WIDTH), np.float32) for name, size in sizes.items()}
        return Changes(**made, bad=aligned((WIDTH,), np.uint32))

    def group(self, parameters: int, mechanisms: int) -> Group:
        """A place for who the members side by side are."""
        return Group(
            aligned((parameters, WIDTH), np.float32),
            aligned((2 * mechanisms, WIDTH), np.int32),
            aligned((WIDTH,), np.uint32),
            aligned((WIDTH,), np.int32),
        )

    def ready(self, start: Any, values: Blocks, index: Any, rows: Blocks, out: Blocks) -> None:
        """Compile what ``run`` calls, in two processes if nothing is kept yet, or read it from the cache.

        ``run`` only names the phases, so they must be there before it is.
        """
        if hasattr(self.run, "py_func"):
            load(self._signatures(start, values, index, rows, out), self.outline.weights)

    def _signatures(self, start: Any, values: Blocks, ix: Any, rows: Blocks, out: Blocks) -> list[Task]:
        one, long, nobody = np.float32(0), 0, Blocks(*(np.zeros((0, 0), np.float32) for _ in values))
        x, c, g = self.world(nobody), self.changes(values, ix), self.group(1, 1)
        phase = (x, c, ix, g.theta, g.on, long, g.member, long, one)
        fault, theta = np.zeros((0, 2), np.int64), np.zeros((0, 1, 0), np.float32)
        given: dict[str, tuple[Any, ...]] = {
            "start_all": (start, x, long, g),
            "seat_all": (g, np.zeros(0, np.uint32), np.zeros((0, 0), bool), long, long),
            "hand_out_all": (g, theta, long, long, long),
            "record_all": (x, rows, out, long, long, g),
            "lose_all": (x, start, c, g, fault, long, long, np.uint32(0)),
        }
        around = self.functions.around
        return [(f, phase) for f in self.phases.values()] + [(around[name], given[name]) for name in given]


_MADE: dict[tuple[Any, ...], Program] = {}
_REACHED: WeakKeyDictionary[Model, str] = WeakKeyDictionary()
"""What each model was found to reach, looked for once, not for each mode. What is generated is remembered only if the
model still reaches the same: else what a value has become since would be kept under what it was."""


def program(model: Model, mode: Mode, watch: Watch | None = None) -> Program:
    """A model's program, generated once in a process. ``watch(k, changes)`` is called after mechanism k (plain mode).

    Its text follows from the mechanisms, the fields in their rows and the mode alone: what else a model holds, such as
    priors, is no part of it. What another process generated from the same sources is recalled.
    """
    if watch is not None:
        return _generate(model, mode, watch)[0]
    asked = (model.mechanisms, tuple(model.fields.values()), mode)
    if asked not in _MADE:
        if model not in _REACHED:
            _REACHED[model] = reached(model)
        where = address(model, mode, _REACHED[model])
        outline = recalled(where)
        if outline is None:
            _MADE[asked], faithful = _generate(model, mode, None)
            if faithful and reached(model) == _REACHED[model]:
                remember(where, _MADE[asked].outline)
        else:
            _MADE[asked] = _outlined(model, mode, outline)
    return _MADE[asked]


def _outlined(model: Model, mode: Mode, outline: Outline) -> Program:
    """A program from its outline; its steps are not looked at unless one has to be compiled, or run in plain Python."""

    def whole() -> Functions:
        return _generate(model, mode, None)[0].functions

    def bare() -> Functions:
        def part(name: str, scope: dict[str, Any] | None = None) -> Callable[..., Any]:
            text, key = outline.texts[name]
            return generated(name, text, scope or {}, key, mode, scope is None, None if scope else whole)

        phases = {Phase[name]: part(name) for name in outline.phases}
        around = {name: part(name) for name in (AROUND if mode is Mode.PLAIN else ABREAST)}
        return Functions(part("run", _driver_scope(phases, around)), phases, around)

    return Program(outline, whole if mode is Mode.PLAIN else bare)


@dataclass(frozen=True)
class _Part:
    """One generated function, its text and key, and (of a compiled phase) the calls it makes of steps."""

    function: Callable[..., Any]
    text: str
    key: str
    calls: Sequence[Call] = ()


def _generate(model: Model, mode: Mode, watch: Watch | None) -> tuple[Program, bool]:
    """The program, and whether what was read of its steps is their code."""
    rebuilder = Rebuilder(finisher(mode, linked=True), flat=mode is not Mode.PLAIN)
    parts = {p: _phase(model, p, rebuilder, mode, watch) for p in Phase if model.in_phase(p)}
    plain = mode is Mode.PLAIN
    loops = {name: _around(name, text, rebuilder, mode) for name, text in (AROUND if plain else ABREAST).items()}
    phases = {phase: part.function for phase, part in parts.items()}
    around = {name: part.function for name, part in loops.items()}
    text = plain_driver([*parts]) if plain else driver([*parts])
    key = _key(mode, text, *(part.key for part in (*parts.values(), *loops.values())))
    made = Functions(generated("run", text, _driver_scope(phases, around), key, mode), phases, around)
    named = {phase.name: part for phase, part in parts.items()}
    outline = Outline(
        key,
        {name: (part.text, part.key) for name, part in (named | loops).items()} | {"run": (text, key)},
        tuple(named),
        {d.value: len(model.rows(d)) if mode is Mode.PLAIN else most_changed(model, d) for d in Dimension},
        tuple(sorted({local_arrays(call) for part in parts.values() for call in part.calls})),
        {name: sum(map(_length, part.calls)) for name, part in named.items()},
    )
    return Program(outline, lambda: made), rebuilder.faithful


def _driver_scope(phases: dict[Phase, Callable[..., int]], around: dict[str, Callable[..., None]]) -> dict[str, Any]:
    return {"F": np.float32, "U": np.uint32} | {phase.name: function for phase, function in phases.items()} | around


def _length(call: Call) -> int:
    """The length of a step is a good guess of the time it takes to compile."""
    return len(call.function.py_func.__code__.co_code)  # type: ignore[attr-defined]


OWN = ("start", "seat", "hand_out", "all_there", "record_lanes", "record", "forget", "lose", "replace")


def _around(name: str, text: str, rebuilder: Rebuilder, mode: Mode) -> _Part:
    """One of the engine's own loops over dimensions; the same for all models, so compiled once on a machine."""
    named = [own for own in OWN if f" {own}(" in text]
    wide = {"start": START_KINDS} if mode is not Mode.PLAIN else {}
    rebuilt = {
        own: rebuilder.widen(getattr(year, own), wide[own])
        if own in wide
        else rebuilder.rebuild(getattr(year, own), outermost=True)
        for own in named
    }
    key = _key(mode, text, *(part.fingerprint for part in rebuilt.values()))
    scope: dict[str, Any] = {"block_of": block_of, "lane_at": lane_at, "unlace": unlace}
    scope |= {own: part.function for own, part in rebuilt.items()}
    return _Part(generated(name, text, scope, key, mode, linked=True), text, key)


def _phase(model: Model, phase: Phase, rebuilder: Rebuilder, mode: Mode, watch: Watch | None) -> _Part:
    """Each mechanism's step (or what stands in for it), then the changes added and bounded."""
    return (
        _phase_plainly(model, phase, rebuilder, watch)
        if mode is Mode.PLAIN
        else _phase_abreast(model, phase, rebuilder, mode)
    )


def _phase_abreast(model: Model, phase: Phase, rebuilder: Rebuilder, mode: Mode) -> _Part:
    asked = rebuilder.rebuild(year.some, outermost=True)
    lines, prints, calls = [f"def {phase.name}({PHASE_ARGUMENTS}):"], [asked.fingerprint], list[Call]()
    scope: dict[str, Any] = {"some": asked.function, "note": note}
    for k in model.in_phase(phase):
        for off, name in enumerate(model.mechanisms[k].uses):
            rebuilt = rebuilder.widen(getattr(model.mechanisms[k], name), partial(kind_of, model))
            calls.append(linked_call(model, k, rebuilt, bool(off)))
            prints += [rebuilt.fingerprint, repr(calls[-1].places)]
            scope[f"{name}_{k}"] = link(calls[-1:])
            lines += [f"    if some(on, {2 * k + off}):", f"        {name}_{k}({', '.join(LINK_ARGUMENTS)})"]
    text = "\n".join([*lines, *_settle(model, phase, rebuilder, scope, prints), ""])
    key = _key(mode, text, *prints)
    return _Part(generated(phase.name, text, scope, key, mode, linked=True), text, key, calls)


def _phase_plainly(model: Model, phase: Phase, rebuilder: Rebuilder, watch: Watch | None) -> _Part:
    lines, scope, prints = [f"def {phase.name}({PHASE_ARGUMENTS}):"], dict[str, Any](), list[str]()
    for k in model.in_phase(phase):
        texts = dict[str, str]()
        for name in model.mechanisms[k].uses:
            rebuilt = rebuilder.rebuild(getattr(model.mechanisms[k], name), outermost=True)
            prints.append(rebuilt.fingerprint)
            scope[f"{name}_{k}"] = rebuilt.function
            texts[name] = _call(model, k, name, scope, rebuilt.locals)
        lines += [f"    if on[{k}]:", f"        {texts['step']}"]
        if "null" in texts:
            lines += ["    else:", f"        {texts['null']}"]
        if watch:
            lines.append(f"    watch({k}, c)")
    text = "\n".join([*lines, *_settle_plainly(model, phase, rebuilder, scope, prints), ""])
    key = _key(Mode.PLAIN, text, *prints)
    scope |= {"F": np.float32, "U": np.uint32, "Draw": Draw, "inf": float("inf"), "watch": watch}
    return _Part(generated(phase.name, text, scope, key, Mode.PLAIN, linked=True), text, key)


def _settle(model: Model, phase: Phase, rebuilder: Rebuilder, scope: dict[str, Any], prints: list[str]) -> list[str]:
    """The end of a compiled phase."""
    own = {name: rebuilder.widen(getattr(year, name), SETTLE_KINDS[name]) for name in SETTLING}
    calls = settling_calls(model, phase, own)
    prints += [*(rebuilt.fingerprint for rebuilt in own.values()), repr([call.places for call in calls])]
    scope["settle"] = link(calls)
    return [f"    return note(settle({', '.join(LINK_ARGUMENTS)}), c.bad)" if calls else "    return 0"]


def _settle_plainly(
    model: Model, phase: Phase, rebuilder: Rebuilder, scope: dict[str, Any], prints: list[str]
) -> list[str]:
    """The end of a phase in plain Python, and the arrays it makes for its steps."""
    for name in (*SETTLING, "zeros"):
        rebuilt = (
            rebuilder.rebuild(zeros) if name == "zeros" else rebuilder.rebuild(getattr(year, name), outermost=True)
        )
        scope[name] = rebuilt.function
        prints.append(rebuilt.fingerprint)
    calls = [call for name in model.changed_in(phase) for call in _settling(model, name)]
    return ["    bad = 0", *(f"    bad += {call}" for call in calls), "    return bad"]


def _call(model: Model, k: int, name: str, scope: dict[str, Any], arrays: tuple[str, ...]) -> str:
    """One mechanism's call: narrow tuples of just what its source reads, changes and needs, and its local arrays."""
    mechanism = model.mechanisms[k]
    use = mechanism.uses[name]
    world = {field: _place(model, field, "x") for field in sorted(use.reads)} or {"n_states": "ix.n_states"}
    change = {field: _place(model, field, "c") for field in sorted(use.changes)}
    params = {p: f"th[{model.column(f'{mechanism.__name__}.{p}')}]" for p in sorted(use.params)}
    parts = []
    for kind, places in (("World", world), ("Change", change), ("Parameters", params)):
        scope[f"{kind}_{name}_{k}"] = namedtuple(kind, list(places) or ["nothing"])
        parts.append(f"{kind}_{name}_{k}({', '.join(places.values()) or 'F(0.0)'})")
    parts.append(f"Draw(U(seed), member, U(year), U({stable_id(mechanism.stream)}))")
    return f"{name}_{k}({', '.join([*parts, *(f'zeros(ix.{size})' for size in arrays)])})"


def _place(model: Model, name: str, block: str) -> str:
    """Where a name of the world is found in the generated function's arguments."""
    if name in ("year", "elapsed"):
        return name
    if name in INDEX:
        return f"ix.{name}"
    dimension = model.fields[name].dimension
    shape = ".reshape(ix.n_regimes, ix.n_states)" if dimension is Dimension.MEMBERSHIP else ""
    return f"{block}.{dimension}[{model.row(name)}]{shape}"


def _settling(model: Model, name: str) -> list[str]:
    field = model.fields[name]
    x, c = (f"{block}.{field.dimension}[{model.row(name)}]" for block in "xc")
    how = "settle_stock" if field.kind is Kind.STOCK else "settle_flow"
    calls = [f"{how}({x}, {c}, F({field.low}), F({field.high}))"]
    return calls + ([f"not_whole({x})"] if field.discrete else [])


def _key(mode: Mode, *parts: str) -> str:
    about = versions() if mode is not Mode.PLAIN else ""
    return hashlib.sha256("\n".join([mode, about, *parts]).encode()).hexdigest()
