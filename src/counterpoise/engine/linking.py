"""Calls from a compiled phase into its steps: what each argument is, and the few instructions that fetch it.

Written out in Python, a phase would cut hundreds of rows out of the blocks, and Numba would take as long over that as
over the steps themselves. A *link* is one statement for Numba: ``step_3(x, c, ix, th, seed, member, year, elapsed)``,
which becomes a handful of additions to addresses and one call.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from counterpoise.core.random import Draw

from .lane_code import lane_kit
from .rows import kit

LINK_ARGUMENTS = ("x", "c", "ix", "th", "on", "seed", "member", "year", "elapsed")


class Place(NamedTuple):
    """Where an argument of a step is found.

    ``source`` is ``x`` or ``c`` (``name`` is the dimension), ``ix`` (``name`` is its part), ``th`` (``row`` is the
    column), ``draw`` (``row`` is the stream), ``zeros`` (a local array, ``name`` is what it is as long as), ``number``
    (a real constant, in ``name``), ``year`` or ``elapsed``.
    """

    source: str
    name: str = ""
    row: int = 0
    flat: bool = False
    """Regime by state as one list, for what treats all values alike; of a local array, that it need not be cleared; of
    a mechanism's mask, where it is off instead of on."""


class Call(NamedTuple):
    """A compiled function and where its arguments are found."""

    function: Callable[..., Any]
    places: tuple[Place, ...]


def link(calls: Sequence[Call]) -> Any:
    """An intrinsic of ``LINK_ARGUMENTS`` that makes the calls and returns the sum of what they return, if anything."""
    from numba.core import types
    from numba.extending import intrinsic

    @intrinsic
    def linked(typing, x, c, ix, th, on, seed, member, year, elapsed):
        given = dict(zip(LINK_ARGUMENTS, (x, c, ix, th, on, seed, member, year, elapsed), strict=True))
        resolved: list[Any] = []
        for call in calls:
            kinds = tuple(_kind(place, given) for place in call.places)
            function: Any = types.Dispatcher(call.function)
            resolved.append((function, function.get_call_type(typing, kinds, {}), kinds, call.places))
        whole = lane_kit().kind(types.uint32) if resolved and resolved[0][1].return_type != types.none else types.none

        def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            values = dict(zip(LINK_ARGUMENTS, args, strict=True))
            total = None
            for function, called, kinds, places in resolved:
                fetched = _Fetch(context, builder, given, values).all(places, kinds)
                fetched = [
                    context.cast(builder, v, have, want)
                    for v, have, want in zip(fetched, kinds, called.args, strict=True)
                ]
                found = context.get_function(function, called)(builder, fetched)
                if whole != types.none:
                    total = found if total is None else builder.add(total, found)
            return context.get_dummy_value() if total is None else total

        return whole(x, c, ix, th, on, seed, member, year, elapsed), build

    return linked


def local_arrays(call: Call) -> tuple[str, ...]:
    """What the local arrays of a step are as long as."""
    return tuple(place.name for place in call.places if place.source == "zeros")


def scratch(local: Iterable[Sequence[str]], index: Any) -> int:
    """How many numbers the local arrays of the hungriest step need."""
    counts = ([getattr(index, name) for name in names] for names in local)
    return max((sum(step) for step in counts), default=0)


def _kind(place: Place, given: dict[str, Any]) -> Any:
    """The type of an argument."""
    from numba.core import types

    lane = lane_kit().kind
    if place.source in ("x", "c"):
        return kit().kind(lane(types.float32), 2 if place.name == "membership" and not place.flat else 1)
    if place.source == "ix":
        kind = given["ix"][given["ix"].fields.index(place.name)]
        return kit().kind(kind.dtype, kind.ndim) if isinstance(kind, types.Array) else kind
    if place.source == "zeros":
        return kit().kind(lane(types.float32), 1)
    if place.source == "draw":
        return types.NamedTuple((types.uint32, lane(types.uint32), types.uint32, types.uint32), Draw)
    if place.source in ("th", "on"):
        return lane(types.float32 if place.source == "th" else types.boolean)
    return given[place.source] if place.source == "year" else types.float32


class _Fetch:
    """Emits what fetches the arguments of one call."""

    def __init__(self, context: Any, builder: Any, given: dict[str, Any], values: dict[str, Any]):
        self.context, self.builder, self.given, self.values = context, builder, given, values

    def all(self, places: Sequence[Place], kinds: Sequence[Any]) -> list[Any]:
        """Every argument."""
        self._end = None
        return [getattr(self, "_" + place.source)(place, kind) for place, kind in zip(places, kinds, strict=True)]

    def _array(self, source: str, name: str) -> tuple[Any, list[Any]]:
        """Data and lengths of one array in a tuple of them."""
        from numba.core import cgutils
        from numba.np.arrayobj import make_array

        kind, at = self.given[source], self.given[source].fields.index(name)
        array = make_array(kind[at])(self.context, self.builder, self.builder.extract_value(self.values[source], at))
        return array.data, cgutils.unpack_tuple(self.builder, array.shape)

    def _lanes(self, data: Any, dtype: Any) -> Any:
        """A pointer to numbers as one to lanes of them."""
        goal = self.context.get_value_type(lane_kit().kind(dtype))
        return self.builder.bitcast(data, goal.as_pointer())

    def _index(self, name: str) -> Any:
        return self.builder.extract_value(self.values["ix"], self.given["ix"].fields.index(name))

    def _x(self, place: Place, kind: Any) -> Any:
        from numba.core import types

        data, (_, length, _) = self._array(place.source, place.name)
        data = self._lanes(data, types.float32)
        begin = self.builder.gep(data, [self.builder.mul(length, length.type(place.row))])
        matrix = place.name == "membership" and not place.flat
        shape = [self._index("n_regimes"), self._index("n_states")] if matrix else [length]
        return kit().make(self.context, self.builder, kind, begin, shape)

    _c = _x

    def _ix(self, place: Place, kind: Any) -> Any:
        from numba.core import types

        value = self._index(place.name)
        if isinstance(kind, types.Integer):
            return value
        return kit().make(self.context, self.builder, kind, *self._array("ix", place.name))

    def _one(self, source: str, dtype: Any, row: Any) -> Any:
        """One lane of an array of them."""
        from numba.np.arrayobj import make_array

        array = make_array(self.given[source])(self.context, self.builder, self.values[source])
        return self.builder.load(self.builder.gep(self._lanes(array.data, dtype), [row]))

    def _th(self, place: Place, kind: Any) -> Any:
        from numba.core import types

        return self._one("th", types.float32, self.context.get_constant(types.intp, place.row))

    def _on(self, place: Place, kind: Any) -> Any:
        """Where a mechanism is on, or (the second half of the array) where it is off."""
        from numba.core import types

        return self._one("on", types.boolean, self.context.get_constant(types.intp, 2 * place.row + place.flat))

    def _draw(self, place: Place, kind: Any) -> Any:
        from numba.core import types

        seed, year = (
            self.context.cast(self.builder, self.values[n], self.given[n], types.uint32) for n in ("seed", "year")
        )
        member = self._one("member", types.uint32, self.context.get_constant(types.intp, 0))
        words = [seed, member, year, self.context.get_constant(types.uint32, place.row)]
        return self.context.make_tuple(self.builder, kind, words)

    def _zeros(self, place: Place, kind: Any) -> Any:
        """The next part of the scratch block, cleared unless the step fills it."""
        from numba.core import cgutils, types

        if self._end is None:
            self._end = self._lanes(self._array("c", "scratch")[0], types.float32)
        data, count = self._end, self._index(place.name)
        self._end = self.builder.gep(data, [count])
        if not place.flat:
            begin, end = (self.builder.ptrtoint(p, cgutils.intp_t) for p in (data, self._end))
            cgutils.memset(self.builder, data, self.builder.sub(end, begin), 0)
        return kit().make(self.context, self.builder, kind, data, [count])

    def _number(self, place: Place, kind: Any) -> Any:
        return self.context.get_constant(kind, float(place.name))

    def _year(self, place: Place, kind: Any) -> Any:
        return self.values["year"]

    def _elapsed(self, place: Place, kind: Any) -> Any:
        return self.values["elapsed"]


class Changes(NamedTuple):
    """The changes of one phase: fewer rows than the world has fields, and room for local arrays."""

    state: Any
    dyad: Any
    firm: Any
    regime: Any
    membership: Any
    system: Any
    scratch: Any
    bad: Any
