"""What operations on lanes are to Numba: of which type their answers are, and what is done (``lanes``, ``vectors``).

Lanes of 64 bits are there for random numbers alone: they lie in an order of their own (see ``vectors``), and so can be
multiplied, shifted and cut to 32 bits, but not compared or chosen between.
"""

import operator
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

from . import lanes
from .lanes import WIDTH
from .rows import FIRST
from .vectors import (
    any_true,
    constant,
    converted,
    element,
    frozen,
    intrinsic,
    mask_of,
    negative,
    number,
    operated,
    same_bits,
    splat,
    truths,
    without_sign,
)

Build = Callable[..., Any]
"""Writes instructions: ``build(context, builder, signature, args)``."""


class LaneKit(NamedTuple):
    """The type of lanes, ``kind(dtype)``; masks are ``kind(boolean)``."""

    kind: Any


@cache
def lane_kit() -> LaneKit:
    """Teach Numba what a lane is; once in a process."""
    from llvmlite import ir
    from numba.core import types
    from numba.core.typeconv import Conversion
    from numba.extending import lower_cast, models, register_model

    class Lane(types.Type):
        def __init__(self, dtype: Any):
            self.dtype = dtype
            super().__init__(f"lane({dtype})")

        def can_convert_to(self, typingctx: Any, other: Any) -> Any:
            return Conversion.unsafe if isinstance(other, Lane) and other != self else None

    @register_model(Lane)
    class LaneModel(models.PrimitiveModel):
        def __init__(self, manager: Any, kind: Any):
            super().__init__(manager, kind, ir.VectorType(element(kind.dtype), WIDTH))

    @lower_cast(Lane, Lane)
    def cast(context: Any, builder: Any, have: Any, want: Any, value: Any) -> Any:
        return converted(builder, value, have.dtype, want.dtype)

    teacher = Teacher(Lane)
    _teach_arithmetic(teacher)
    _teach_masks(teacher)
    _teach_shared(teacher)
    _teach_places(teacher)
    _teach_blocks(teacher)
    return LaneKit(Lane)


class Teacher:
    """Registers typing and instructions of operations on lanes with Numba."""

    def __init__(self, kind: Any):
        self.kind = kind

    def dtype(self, kind: Any) -> Any:
        """What lanes of such a value hold: 32 bits of any whole number that is the same for all."""
        from numba.core import types

        if isinstance(kind, self.kind):
            return kind.dtype
        kind = types.unliteral(kind)
        if isinstance(kind, types.Integer):
            return types.int32 if kind.signed else types.uint32  # type: ignore[attr-defined]
        return kind if kind in (types.float32, types.float64, types.boolean) else None

    def common(self, args: Any) -> Any:
        """What lanes of several values hold. A real number beside a whole one is float64, which is refused later."""
        from numba.core import types

        found = [self.dtype(arg) for arg in args]
        if None in found:
            return None
        if types.float32 in found or types.float64 in found:
            return types.float32 if all(d == types.float32 for d in found) else types.float64
        held = [d for d, arg in zip(found, args, strict=True) if isinstance(arg, self.kind)]
        return max(held, key=lambda d: getattr(d, "bitwidth", 1)) if held else None

    def as_lane(self, context: Any, builder: Any, value: Any, kind: Any, dtype: Any) -> Any:
        """A value as a lane of a type."""
        from numba.core import types

        if not isinstance(kind, self.kind):
            if types.unliteral(kind) == types.boolean and dtype == types.boolean:
                return mask_of(builder, splat(builder, value))
            return splat(builder, context.cast(builder, value, kind, dtype))
        return converted(builder, value, kind.dtype, dtype)

    def mask(self, context: Any, builder: Any, signature: Any, args: Any, at: int = 0) -> Any:
        """An argument as LLVM's truth values."""
        from numba.core import types

        return truths(builder, self.as_lane(context, builder, args[at], signature.args[at], types.boolean))

    def is_mask(self, kind: Any) -> bool:
        """Whether a value is a truth value, for each member or for all."""
        from numba.core import types

        return bool(self.dtype(kind) == types.boolean)

    def teach(self, key: Any, answer: Callable[..., Any], patterns: Any, build: Build) -> None:
        """One operation: the type of its answer (None where it does not fit), for which arguments, and how."""
        from numba.core.typing.templates import AbstractTemplate, infer_global, signature
        from numba.extending import lower_builtin

        @infer_global(key)
        class Template(AbstractTemplate):
            metadata = FIRST

            def generic(self, args: Any, kws: Any) -> Any:
                found = answer(*args)
                return None if found is None else signature(found, *args)

        for pattern in patterns:
            lower_builtin(key, *pattern)(build)

    def binary(self, key: Any, name: str, same: bool) -> None:
        """An operation on two lanes, or a lane and a number for all; ``same`` if it gives what it is given."""
        from numba.core import types

        def answer(*args: Any) -> Any:
            if len(args) != 2 or not any(isinstance(arg, self.kind) for arg in args):
                return None
            dtype = self.common(args)
            if dtype is None or (dtype == types.uint64 and not same):
                return None
            if not same:
                return self.kind(types.boolean)
            return self.kind(types.float64 if name == "truediv" and dtype != types.float32 else dtype)

        def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            dtype = signature.return_type.dtype if same else self.common(signature.args)
            pairs = zip(args, signature.args, strict=True)
            a, b = (self.as_lane(context, builder, value, kind, dtype) for value, kind in pairs)
            return operated(builder, name, a, b, dtype)

        lane = self.kind
        self.teach(key, answer, [(lane, lane), (lane, types.Any), (types.Any, lane)], build)

    def unary(self, key: Any, dtype: Any, how: Callable[..., Any]) -> None:
        """An operation on one lane that gives ``dtype``, or what it is given."""
        from numba.core import types

        def bits_fit(have: Any, want: Any) -> bool:
            return have != types.uint64 or want in (types.uint32, types.uint64)

        def answer(*args: Any) -> Any:
            if len(args) != 1 or not isinstance(args[0], self.kind) or not bits_fit(args[0].dtype, dtype):
                return None
            return self.kind(dtype or args[0].dtype)

        def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            have = signature.args[0].dtype
            return how(builder, args[0], have, dtype or have)

        self.teach(key, answer, [(self.kind,)], build)


def _teach_arithmetic(teacher: Teacher) -> None:
    from numba.core import types

    for name in ("add", "sub", "mul", "truediv", "lshift", "rshift", "and_", "or_", "xor"):
        for key in (name, "i" + name.rstrip("_")):
            teacher.binary(getattr(operator, key), name.rstrip("_"), same=True)
    for name in ("lt", "le", "gt", "ge", "eq", "ne"):
        teacher.binary(getattr(operator, name), name, same=False)
    teacher.unary(operator.neg, None, negative)
    teacher.unary(lanes.size_of, None, without_sign)
    teacher.unary(lanes.settled, None, frozen)
    for function, name in ((lanes.root, "sqrt"), (lanes.down, "floor"), (lanes.up, "ceil")):
        teacher.unary(function, types.float32, intrinsic(name))
    casts = {"real": types.float32, "signed": types.int32, "unsigned": types.uint32, "wide": types.uint64}
    for name, dtype in casts.items():
        teacher.unary(getattr(lanes, name), dtype, converted)
    teacher.unary(lanes.truth, types.boolean, converted)
    teacher.unary(lanes.view_signed, types.int32, same_bits)
    teacher.unary(lanes.view_real, types.float32, same_bits)


def _teach_masks(teacher: Teacher) -> None:
    from numba.core import types

    lane = teacher.kind

    def logic(name: str) -> Build:
        def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            a, b = (teacher.as_lane(context, builder, args[n], signature.args[n], types.boolean) for n in (0, 1))
            return getattr(builder, name)(a, b)

        return build

    def masks(*args: Any) -> Any:
        return lane(types.boolean) if all(map(teacher.is_mask, args)) else None

    for key, name in ((lanes.both, "and_"), (lanes.either, "or_")):
        teacher.teach(key, masks, [(types.Any, types.Any)], logic(name))
    teacher.teach(lanes.neither, masks, [(lane,)], lambda c, builder, s, args: builder.not_(args[0]))

    def any_of(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return any_true(builder, truths(builder, args[0]))

    teacher.teach(lanes.any_of, lambda a: types.boolean if teacher.is_mask(a) else None, [(lane,)], any_of)

    def chosen(mask: Any, *values: Any) -> Any:
        known = [teacher.dtype(k) for k in values]
        dtype = teacher.common([lane(k) for k in known]) if None not in known else None
        return None if dtype in (None, types.uint64) or not teacher.is_mask(mask) else lane(dtype)

    def select(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        dtype = signature.return_type.dtype
        yes, no = (teacher.as_lane(context, builder, args[n], signature.args[n], dtype) for n in (1, 2))
        return builder.select(teacher.mask(context, builder, signature, args), yes, no)

    teacher.teach(lanes.select, chosen, [(types.Any, types.Any, types.Any)], select)

    def where(neutral: float) -> Build:
        def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            value = teacher.as_lane(context, builder, args[1], signature.args[1], types.float32)
            none = constant(value.type, neutral)
            return builder.select(teacher.mask(context, builder, signature, args), value, none)

        return build

    def reals(mask: Any, value: Any) -> Any:
        dtype = teacher.dtype(value)
        return None if dtype is None else lane(types.float64 if dtype == types.float64 else types.float32)

    teacher.teach(lanes.added_where, reals, [(types.Any, lane)], where(-0.0))
    teacher.teach(lanes.taken_where, reals, [(types.Any, lane)], where(0.0))


def _teach_shared(teacher: Teacher) -> None:
    """Between lanes and what is the same for all."""
    from llvmlite import ir
    from numba.core import types

    lane = teacher.kind

    def spread(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return teacher.as_lane(context, builder, args[0], signature.args[0], signature.return_type.dtype)

    def spreads(value: Any) -> Any:
        dtype = teacher.dtype(value)
        return None if dtype is None else lane(dtype)

    teacher.teach(lanes.spread, spreads, [(types.Any,)], spread)

    def largest(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        set_, found = teacher.mask(context, builder, signature, args), ir.Constant(ir.IntType(32), 0)
        value = converted(builder, args[1], signature.args[1].dtype, types.int32)
        value = builder.select(set_, value, ir.Constant(value.type, None))
        for n in range(WIDTH):
            one = builder.extract_element(value, number(n))
            found = builder.select(builder.icmp_signed(">", one, found), one, found)
        return builder.sext(found, ir.IntType(64))

    whole = (types.int32, types.uint32)
    teacher.teach(lanes.largest, lambda m, v: types.int64 if v.dtype in whole else None, [(types.Any, lane)], largest)
    teacher.teach(
        lanes.never, lambda: types.boolean, [()], lambda context, *_: context.get_constant(types.boolean, False)
    )


def _teach_places(teacher: Teacher) -> None:
    """What differs from member to member in where it stands."""
    from llvmlite import ir
    from numba.core import types

    from .rows import kit

    row, lane, whole = kit().kind, teacher.kind, (types.int32, types.uint32)

    def places(context: Any, builder: Any, signature: Any, args: Any) -> list[Any]:
        """Addresses, one for each member."""
        of = signature.args[0]
        opened = context.make_helper(builder, of, args[0])
        index = _placed(builder, args[1], signature.args[1].dtype, opened.length_0)
        data, step = opened.data, 1
        if isinstance(of.dtype, lane):
            data, step = builder.bitcast(data, element(of.dtype.dtype).as_pointer()), WIDTH
        found = []
        for n in range(WIDTH):
            at = builder.zext(builder.extract_element(index, number(n)), ir.IntType(64))
            at = builder.add(builder.mul(at, at.type(step)), at.type(n)) if step > 1 else at
            found.append(builder.gep(data, [at]))
        return found

    def look(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        found = ir.Constant(ir.VectorType(element(signature.return_type.dtype), WIDTH), ir.Undefined)
        for n, place in enumerate(places(context, builder, signature, args)):
            found = builder.insert_element(found, builder.load(place), number(n))
        return found

    def put(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        value = teacher.as_lane(context, builder, args[2], signature.args[2], signature.args[0].dtype.dtype)
        mask = teacher.mask(context, builder, signature, args, 3)
        for n, place in enumerate(places(context, builder, signature, args)):
            one, here = (builder.extract_element(part, number(n)) for part in (value, mask))
            builder.store(builder.select(here, one, builder.load(place)), place)
        return context.get_dummy_value()

    def fits(of: Any, index: Any, inside: bool) -> bool:
        return isinstance(of, row) and of.ndim == 1 and index.dtype in whole and isinstance(of.dtype, lane) is inside

    teacher.teach(lanes.look, lambda a, i: a.dtype if fits(a, i, True) else None, [(row, lane)], look)
    teacher.teach(lanes.look_up, lambda a, i: lane(a.dtype) if fits(a, i, False) else None, [(row, lane)], look)
    any_ = (types.Any, types.Any)
    teacher.teach(lanes.put, lambda a, i, v, m: types.none if fits(a, i, True) else None, [(row, lane, *any_)], put)


def _placed(builder: Any, index: Any, dtype: Any, length: Any) -> Any:
    """Places as they are counted: below 0 from the end; where there is none, the first."""
    from llvmlite import ir

    count = splat(builder, builder.trunc(length, ir.IntType(32)))
    if dtype.signed:
        below = builder.icmp_signed("<", index, ir.Constant(index.type, None))
        index = builder.select(below, builder.add(index, count), index)
    there = builder.icmp_unsigned("<", index, count)
    return builder.select(there, index, ir.Constant(index.type, None))


def _teach_blocks(teacher: Teacher) -> None:
    """Arrays of NumPy as lanes, and rows of zeros."""
    from llvmlite import ir
    from numba.core import cgutils, types
    from numba.np.arrayobj import make_array

    from .rows import kit

    row, lane = kit().kind, teacher.kind

    def opened(context: Any, builder: Any, kind: Any, value: Any, of: Any) -> tuple[Any, list[Any]]:
        array = make_array(kind)(context, builder, value)
        goal = context.get_value_type(of).as_pointer()
        return builder.bitcast(array.data, goal), cgutils.unpack_tuple(builder, array.shape)

    def block_of(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        data, shape = opened(context, builder, signature.args[0], args[0], signature.return_type.dtype)
        return kit().make(context, builder, signature.return_type, data, shape[:-1])

    def lane_at(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.load(opened(context, builder, signature.args[0], args[0], signature.return_type)[0])

    def note(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        builder.store(args[0], opened(context, builder, signature.args[1], args[1], signature.args[0])[0])
        some = builder.icmp_unsigned("!=", args[0], ir.Constant(args[0].type, None))
        return builder.zext(any_true(builder, some), ir.IntType(64))

    def room(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        kind, given = signature.return_type, signature.args[0]
        element, fixed = context.get_value_type(kind.dtype), getattr(given, "literal_value", None)
        count = context.cast(builder, args[0], given, types.intp)
        if fixed is None:
            data = builder.alloca(element, size=count)
        else:
            with builder.goto_entry_block():
                data = builder.alloca(element, size=count.type(fixed))
        cgutils.memset(builder, data, builder.mul(count, count.type(4 * WIDTH)), 0)
        return kit().make(context, builder, kind, data, [count])

    real = row(lane(types.float32), 1)
    teacher.teach(lanes.block_of, lambda a: row(lane(a.dtype), a.ndim - 1), [(types.Array,)], block_of)
    teacher.teach(lanes.lane_at, lambda a: lane(a.dtype), [(types.Array,)], lane_at)
    teacher.teach(lanes.note, lambda one, a: types.int64, [(lane, types.Array)], note)
    teacher.teach(
        lanes.room, lambda n: real if isinstance(types.unliteral(n), types.Integer) else None, [(types.Any,)], room
    )
