"""Calls from a compiled phase into its steps: what each argument is, and the few instructions that fetch it.

Written out in Python, a phase would cut hundreds of rows out of the blocks, and Numba would take as long over that as
over the steps themselves. A *link* is one statement for Numba: ``step_3(x, c, ix, th, seed, member, year, elapsed)``,
which becomes a handful of additions to addresses and one call.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from counterpoise.core.random import Draw

from .rows import kit

LINK_ARGUMENTS = ("x", "c", "ix", "th", "seed", "member", "year", "elapsed")
ALIGNED = 16
"""Local arrays begin at multiples of so many numbers (64 bytes)."""


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
    """Regime by state as one list, for what treats all values alike."""


class Call(NamedTuple):
    """A compiled function and where its arguments are found; ``thin`` where it can do with rows."""

    function: Callable[..., Any]
    places: tuple[Place, ...]
    thin: bool = True


def link(calls: Sequence[Call]) -> Any:
    """An intrinsic of ``LINK_ARGUMENTS`` that makes the calls and returns the sum of what they return, if anything."""
    from numba.core import types
    from numba.extending import intrinsic

    @intrinsic
    def linked(typing, x, c, ix, th, seed, member, year, elapsed):
        given = dict(zip(LINK_ARGUMENTS, (x, c, ix, th, seed, member, year, elapsed), strict=True))
        resolved: list[Any] = []
        for call in calls:
            kinds = tuple(_kind(place, given, call.thin) for place in call.places)
            function: Any = types.Dispatcher(call.function)
            resolved.append((function, function.get_call_type(typing, kinds, {}), kinds, call.places))
        whole = types.int64 if resolved and resolved[0][1].return_type != types.none else types.none

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
                if whole is types.int64:
                    found = context.cast(builder, found, called.return_type, types.int64)
                    total = found if total is None else builder.add(total, found)
            return context.get_dummy_value() if total is None else total

        return whole(x, c, ix, th, seed, member, year, elapsed), build

    return linked


def local_arrays(call: Call) -> tuple[str, ...]:
    """What the local arrays of a step are as long as."""
    return tuple(place.name for place in call.places if place.source == "zeros")


def scratch(local: Iterable[Sequence[str]], index: Any) -> int:
    """How many numbers the local arrays of the hungriest step need."""
    counts = ([getattr(index, name) for name in names] for names in local)
    return max((sum(-(-count // ALIGNED) * ALIGNED for count in step) for step in counts), default=0)


def _kind(place: Place, given: dict[str, Any], thin: bool) -> Any:
    """The type of an argument."""
    from numba.core import types

    def array(dtype: Any, ndim: int) -> Any:
        return kit().kind(dtype, ndim) if thin else types.Array(dtype, ndim, "C")

    if place.source in ("x", "c"):
        return array(types.float32, 2 if place.name == "membership" and not place.flat else 1)
    if place.source == "ix":
        kind = given["ix"][given["ix"].fields.index(place.name)]
        return array(kind.dtype, kind.ndim) if isinstance(kind, types.Array) else kind
    if place.source == "zeros":
        return array(types.float32, 1)
    if place.source == "draw":
        return types.NamedUniTuple(types.uint32, 4, Draw)
    return given[place.source] if place.source == "year" else types.float32


class _Fetch:
    """Emits what fetches the arguments of one call."""

    def __init__(self, context: Any, builder: Any, given: dict[str, Any], values: dict[str, Any]):
        self.context, self.builder, self.given, self.values = context, builder, given, values

    def all(self, places: Sequence[Place], kinds: Sequence[Any]) -> list[Any]:
        """Every argument; local arrays are cleared together."""
        self._begin = self._end = None
        found = [getattr(self, "_" + place.source)(place, kind) for place, kind in zip(places, kinds, strict=True)]
        self._clear()
        return found

    def _array(self, source: str, name: str) -> tuple[Any, list[Any]]:
        """Data and lengths of one array in a tuple of them."""
        from numba.core import cgutils
        from numba.np.arrayobj import make_array

        kind, at = self.given[source], self.given[source].fields.index(name)
        array = make_array(kind[at])(self.context, self.builder, self.builder.extract_value(self.values[source], at))
        return array.data, cgutils.unpack_tuple(self.builder, array.shape)

    def _made(self, kind: Any, data: Any, shape: list[Any]) -> Any:
        """A row, or an array nobody owns."""
        from numba.core import types
        from numba.np.arrayobj import make_array, populate_array

        if not isinstance(kind, types.Array):
            return kit().make(self.context, self.builder, kind, data, shape)
        array = make_array(kind)(self.context, self.builder)
        size = shape[0].type(self.context.get_abi_sizeof(data.type.pointee))
        strides = [size] if len(shape) == 1 else [self.builder.mul(shape[1], size), size]
        populate_array(array, data=data, shape=shape, strides=strides, itemsize=size, meminfo=None)
        return array._getvalue()

    def _index(self, name: str) -> Any:
        return self.builder.extract_value(self.values["ix"], self.given["ix"].fields.index(name))

    def _x(self, place: Place, kind: Any) -> Any:
        data, (_, length) = self._array(place.source, place.name)
        begin = self.builder.gep(data, [self.builder.mul(length, length.type(place.row))])
        matrix = place.name == "membership" and not place.flat
        shape = [self._index("n_regimes"), self._index("n_states")] if matrix else [length]
        return self._made(kind, begin, shape)

    _c = _x

    def _ix(self, place: Place, kind: Any) -> Any:
        from numba.core import types

        value = self._index(place.name)
        return value if isinstance(kind, types.Integer) else self._made(kind, *self._array("ix", place.name))

    def _th(self, place: Place, kind: Any) -> Any:
        from numba.core import types
        from numba.np.arrayobj import make_array

        array = make_array(self.given["th"])(self.context, self.builder, self.values["th"])
        return self.builder.load(self.builder.gep(array.data, [self.context.get_constant(types.intp, place.row)]))

    def _draw(self, place: Place, kind: Any) -> Any:
        from numba.core import types

        cast = self.context.cast
        words = [cast(self.builder, self.values[n], self.given[n], types.uint32) for n in ("seed", "member", "year")]
        words.append(self.context.get_constant(types.uint32, place.row))
        return self.context.make_tuple(self.builder, kind, words)

    def _zeros(self, place: Place, kind: Any) -> Any:
        """The next part of the scratch block."""
        if self._begin is None:
            self._begin = self._array("c", "scratch")[0]
            self._end = self._begin
        data, count = self._end, self._index(place.name)
        whole = self.builder.and_(self.builder.add(count, count.type(ALIGNED - 1)), count.type(-ALIGNED))
        self._end = self.builder.gep(data, [whole])
        return self._made(kind, data, [count])

    def _clear(self) -> None:
        from numba.core import cgutils

        if self._begin is not None:
            begin, end = (self.builder.ptrtoint(p, cgutils.intp_t) for p in (self._begin, self._end))
            cgutils.memset(self.builder, self._begin, self.builder.sub(end, begin), 0)

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
