"""Several members at once: what compiled code sees of one number in each of eight members, side by side.

A processor adds eight numbers as fast as one, if they lie beside each other. Eight members lie so: whatever is looked
up for one of them is looked up for all, at one address, and even sums in a fixed order are eight sums at a time. A
*lane* is one number of each member; a comparison of lanes is a *mask*. Operations act on each member alone and are the
ones IEEE 754 fixes, so a member has the bits it would have by itself (``masking`` rewrites steps for it).
"""

import operator
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from .rows import FIRST

WIDTH = 8
"""Members side by side: as many numbers of 32 bits as processors without AVX-512 add at once."""


LINE = 64


class Group(NamedTuple):
    """Who the members side by side are; every array has one number for each in its last dimension."""

    theta: Any
    on: Any
    member: Any
    alive: Any


def aligned(shape: tuple[int, ...], dtype: Any) -> Any:
    """Zeros that begin where a line of the processor's cache does."""
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    room = np.zeros(size + LINE, np.uint8)
    begin = -room.ctypes.data % LINE
    return room[begin : begin + size].view(dtype).reshape(shape)


class LaneKit(NamedTuple):
    """The type of lanes, ``kind(dtype)``; masks are ``kind(boolean)``."""

    kind: Any


def select(mask: Any, yes: Any, no: Any) -> Any:
    """For each member, the first value where the mask is set, else the second."""
    raise NotImplementedError


def both(a: Any, b: Any) -> Any:
    """Where two masks are set; either may be one truth value for all members."""
    raise NotImplementedError


def either(a: Any, b: Any) -> Any:
    """Where one of two masks is set."""
    raise NotImplementedError


def neither(a: Any) -> Any:
    """Where a mask is not set."""
    raise NotImplementedError


def any_of(a: Any) -> Any:
    """Whether a mask is set anywhere."""
    raise NotImplementedError


def spread(value: Any) -> Any:
    """The same value for every member."""
    raise NotImplementedError


def plus(a: Any, b: Any) -> Any:
    """The sum of whole numbers of 32 bits, which wraps."""
    raise NotImplementedError


def where_set(mask: Any, value: Any) -> Any:
    """The value where the mask is set, else 0."""
    raise NotImplementedError


def settled(value: Any) -> Any:
    """The same value, chosen before it is written: else LLVM writes under a mask, which some processors do slowly."""
    raise NotImplementedError


def largest(mask: Any, value: Any) -> Any:
    """The largest whole number among members of a mask, none below 0."""
    raise NotImplementedError


def look(row: Any, index: Any, mask: Any) -> Any:
    """What each member of a mask has at its own place of a row."""
    raise NotImplementedError


def put(row: Any, index: Any, value: Any, mask: Any) -> None:
    """Write each member's value of a mask at its own place of a row."""
    raise NotImplementedError


def look_up(array: Any, index: Any, mask: Any) -> Any:
    """What stands at each member's own place of an array that all share."""
    raise NotImplementedError


def view_signed(value: Any) -> Any:
    """The bits of a number as a whole number with sign."""
    raise NotImplementedError


def view_real(value: Any) -> Any:
    """Bits as a real number."""
    raise NotImplementedError


def real(value: Any) -> Any:
    """As float32."""
    raise NotImplementedError


def signed(value: Any) -> Any:
    """As int32."""
    raise NotImplementedError


def unsigned(value: Any) -> Any:
    """As uint32."""
    raise NotImplementedError


def wide(value: Any) -> Any:
    """As uint64."""
    raise NotImplementedError


def root(value: Any) -> Any:
    """Square root."""
    raise NotImplementedError


def down(value: Any) -> Any:
    """Rounded down."""
    raise NotImplementedError


def up(value: Any) -> Any:
    """Rounded up."""
    raise NotImplementedError


def size_of(value: Any) -> Any:
    """Without its sign."""
    raise NotImplementedError


def block_of(array: Any) -> Any:
    """The rows of a block of shape (rows, actors, members) as lanes."""
    raise NotImplementedError


def lane_at(array: Any) -> Any:
    """The only lane of an array of eight numbers."""
    raise NotImplementedError


def note(lane: Any, array: Any) -> Any:
    """Write a lane to an array of eight numbers; 1 if one of them is not 0, else 0."""
    raise NotImplementedError


@cache
def lane_kit() -> LaneKit:
    """Teach Numba what a lane is; once in a process."""
    from llvmlite import ir
    from numba.core import types
    from numba.extending import models, register_model

    class Lane(types.Type):
        def __init__(self, dtype: Any):
            self.dtype = dtype
            super().__init__(f"lane({dtype})")

    @register_model(Lane)
    class LaneModel(models.PrimitiveModel):
        def __init__(self, manager: Any, kind: Any):
            super().__init__(manager, kind, ir.VectorType(_element_type(kind.dtype), WIDTH))

    kit = LaneKit(Lane)
    _teach(kit)
    return kit


def _element_type(dtype: Any) -> Any:
    from llvmlite import ir
    from numba.core import types

    if dtype == types.float32:
        return ir.FloatType()
    return ir.IntType(64 if dtype == types.uint64 else 32)


def _teach(kit: LaneKit) -> None:
    from numba.core import types

    teacher = _Teacher(kit.kind)
    for name in ("add", "sub", "mul", "truediv", "lshift", "rshift", "and_", "or_", "xor"):
        teacher.binary(getattr(operator, name), name.rstrip("_"), same=True)
        inplace = getattr(operator, "i" + name.rstrip("_"))
        teacher.binary(inplace, name.rstrip("_"), same=True)
    teacher.binary(plus, "add", same=True)
    for name in ("lt", "le", "gt", "ge", "eq", "ne"):
        teacher.binary(getattr(operator, name), name, same=False)
    teacher.unary(operator.neg, None, _negative)
    teacher.unary(size_of, None, _size)
    teacher.unary(settled, None, _frozen)
    teacher.unary(root, types.float32, _intrinsic("llvm.sqrt"))
    teacher.unary(down, types.float32, _intrinsic("llvm.floor"))
    teacher.unary(up, types.float32, _intrinsic("llvm.ceil"))
    for function, dtype in ((real, types.float32), (signed, types.int32), (unsigned, types.uint32), (wide, types.uint64)):
        teacher.unary(function, dtype, _converted)
    teacher.unary(view_signed, types.int32, _bits)
    teacher.unary(view_real, types.float32, _bits)
    teacher.unary(neither, types.boolean, lambda b, v, have, want: b.not_(v))
    teacher.masks()
    teacher.places()


def _frozen(builder: Any, value: Any, have: Any, want: Any) -> Any:
    from llvmlite import ir

    made = ir.instructions.Instruction(builder.block, value.type, "freeze", [value])
    builder._insert(made)
    return made


def _negative(builder: Any, value: Any, have: Any, want: Any) -> Any:
    from numba.core import types

    return builder.fneg(value) if have == types.float32 else builder.neg(value)


def _size(builder: Any, value: Any, have: Any, want: Any) -> Any:
    from llvmlite import ir
    from numba.core import types

    if have == types.float32:
        return _intrinsic("llvm.fabs")(builder, value, have, want)
    zero = ir.Constant(value.type, None)
    return builder.select(builder.icmp_signed("<", value, zero), builder.neg(value), value)


def _intrinsic(name: str) -> Callable[..., Any]:
    def build(builder: Any, value: Any, have: Any, want: Any) -> Any:
        from llvmlite import ir
        from numba.core import cgutils

        kind = ir.FunctionType(value.type, (value.type,))
        function = cgutils.get_or_insert_function(builder.module, kind, f"{name}.v{WIDTH}f32")
        return builder.call(function, [value])

    return build


def _bits(builder: Any, value: Any, have: Any, want: Any) -> Any:
    from llvmlite import ir

    return builder.bitcast(value, ir.VectorType(_element_type(want), WIDTH))


def _converted(builder: Any, value: Any, have: Any, want: Any) -> Any:
    """A lane of numbers of another type; from masks 1 and 0."""
    from llvmlite import ir
    from numba.core import types

    goal = ir.VectorType(_element_type(want), WIDTH)
    if have == want:
        return value
    if have == types.boolean:
        if want == types.float32:
            one, zero = _splat_constant(goal, 1.0), ir.Constant(goal, None)
            return builder.select(_set(builder, value), one, zero)
        value = builder.lshr(value, _splat_constant(value.type, 31))
        return value if goal == value.type else builder.zext(value, goal)
    if have == types.float32:
        return builder.fptosi(value, goal) if want.signed else builder.fptoui(value, goal)
    if want == types.float32:
        return builder.sitofp(value, goal) if have.signed else builder.uitofp(value, goal)
    if want.bitwidth > have.bitwidth:
        return _widened(builder, value, goal)
    return _narrowed(builder, value, goal) if want.bitwidth < have.bitwidth else value


def _widened(builder: Any, value: Any, goal: Any) -> Any:
    """Numbers of 64 bits: first those of even lanes, then those of odd ones, as processors multiply them."""
    from llvmlite import ir

    pairs = builder.bitcast(value, ir.VectorType(ir.IntType(64), WIDTH // 2))
    even = builder.and_(pairs, _splat_constant(pairs.type, 0xFFFFFFFF))
    odd = builder.lshr(pairs, _splat_constant(pairs.type, 32))
    order = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), list(range(WIDTH)))
    return builder.shuffle_vector(even, odd, order)


def _narrowed(builder: Any, value: Any, goal: Any) -> Any:
    """The lower halves of numbers of 64 bits, in the order of lanes again."""
    from llvmlite import ir

    nothing = ir.Constant(value.type, ir.Undefined)
    halves = [
        builder.shuffle_vector(
            value, nothing, ir.Constant(ir.VectorType(ir.IntType(32), WIDTH // 2), list(range(begin, begin + WIDTH // 2)))
        )
        for begin in (0, WIDTH // 2)
    ]
    even = builder.and_(halves[0], _splat_constant(halves[0].type, 0xFFFFFFFF))
    odd = builder.shl(halves[1], _splat_constant(halves[1].type, 32))
    return builder.bitcast(builder.or_(even, odd), goal)


def _splat_constant(kind: Any, value: float) -> Any:
    from llvmlite import ir

    return ir.Constant(kind, [value] * kind.count)


def _splat(builder: Any, value: Any) -> Any:
    from llvmlite import ir

    if isinstance(value, ir.Constant):
        return ir.Constant(ir.VectorType(value.type, WIDTH), [value.constant] * WIDTH)
    first = builder.insert_element(ir.Constant(ir.VectorType(value.type, WIDTH), ir.Undefined), value, _number(0))
    order = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), None)
    return builder.shuffle_vector(first, ir.Constant(first.type, ir.Undefined), order)


def _number(value: int) -> Any:
    from llvmlite import ir

    return ir.Constant(ir.IntType(32), value)


def _set(builder: Any, mask: Any) -> Any:
    """A mask as LLVM's truth values."""
    from llvmlite import ir

    return builder.icmp_signed("<", mask, ir.Constant(mask.type, None))


def _mask(builder: Any, truth: Any) -> Any:
    from llvmlite import ir

    return builder.sext(truth, ir.VectorType(ir.IntType(32), WIDTH))


class _Teacher:
    """Registers typing and instructions of operations on lanes with Numba."""

    def __init__(self, kind: Any):
        self.kind = kind

    def dtype(self, kind: Any) -> Any:
        """What lanes of such a value hold: of a Python whole number 32 bits."""
        from numba.core import types

        if isinstance(kind, self.kind):
            return kind.dtype
        kind = types.unliteral(kind)
        if kind in (types.float32, types.uint32, types.uint64, types.int32, types.boolean):
            return kind
        return types.int32 if isinstance(kind, types.Integer) else None

    def common(self, args: Any) -> Any:
        from numba.core import types

        found = [self.dtype(arg) for arg in args]
        if None in found:
            return None
        lanes = [d for d, arg in zip(found, args, strict=True) if isinstance(arg, self.kind)]
        if types.float32 in found:
            return types.float32 if all(d == types.float32 for d in found) else None
        return max(lanes, key=lambda d: getattr(d, "bitwidth", 1)) if lanes else None

    def as_lane(self, context: Any, builder: Any, value: Any, kind: Any, dtype: Any) -> Any:
        from numba.core import types

        if not isinstance(kind, self.kind):
            if types.unliteral(kind) == types.boolean and dtype == types.boolean:
                return _mask(builder, _splat(builder, value))
            return _splat(builder, context.cast(builder, value, kind, dtype))
        return _converted(builder, value, kind.dtype, dtype)

    def typed(self, key: Any, answer: Callable[..., Any]) -> None:
        from numba.core.typing.templates import AbstractTemplate, infer_global, signature

        @infer_global(key)
        class Template(AbstractTemplate):
            metadata = FIRST

            def generic(self, args: Any, kws: Any) -> Any:
                found = answer(*args)
                return None if found is None else signature(found, *args)

    def lowered(self, key: Any, patterns: Any, build: Callable[..., Any]) -> None:
        from numba.extending import lower_builtin

        for pattern in patterns:
            lower_builtin(key, *pattern)(build)

    def binary(self, key: Any, name: str, same: bool) -> None:
        from numba.core import types

        def answer(*args: Any) -> Any:
            if len(args) != 2 or not any(isinstance(arg, self.kind) for arg in args):
                return None
            dtype = self.common(args)
            return None if dtype is None else self.kind(dtype if same else types.boolean)

        def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            dtype = self.common(signature.args)
            a, b = (
                self.as_lane(context, builder, v, k, dtype) for v, k in zip(args, signature.args, strict=True)
            )
            return _operate(builder, name, a, b, dtype)

        self.typed(key, answer)
        self.lowered(key, self.pairs(), build)

    def pairs(self) -> list[tuple[Any, ...]]:
        from numba.core import types

        return [(self.kind, self.kind), (self.kind, types.Any), (types.Any, self.kind)]

    def unary(self, key: Any, dtype: Any, how: Callable[..., Any]) -> None:
        def answer(*args: Any) -> Any:
            return self.kind(dtype or args[0].dtype) if len(args) == 1 and isinstance(args[0], self.kind) else None

        def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            have = signature.args[0].dtype
            return how(builder, args[0], have, dtype or have)

        self.typed(key, answer)
        self.lowered(key, [(self.kind,)], build)

    def masks(self) -> None:
        from llvmlite import ir
        from numba.core import types

        def logic(name: str) -> Any:
            def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
                a, b = (
                    self.as_lane(context, builder, v, k, types.boolean)
                    for v, k in zip(args, signature.args, strict=True)
                )
                return getattr(builder, name)(a, b)

            return build

        for key, name in ((both, "and_"), (either, "or_")):
            self.typed(key, lambda *args: self.kind(types.boolean))
            self.lowered(key, [(types.Any, types.Any)], logic(name))

        def any_(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            byte = builder.bitcast(_set(builder, args[0]), ir.IntType(WIDTH))
            return builder.icmp_unsigned("!=", byte, ir.Constant(byte.type, 0))

        self.typed(any_of, lambda a: types.boolean)
        self.lowered(any_of, [(self.kind,)], any_)

        def chosen(mask: Any, yes: Any, no: Any) -> Any:
            known = [self.dtype(k) for k in (yes, no)]
            dtype = self.common((self.kind(known[0]), self.kind(known[1]))) if None not in known else None
            return None if dtype is None else self.kind(dtype)

        def choose(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            dtype = signature.return_type.dtype
            mask = self.as_lane(context, builder, args[0], signature.args[0], types.boolean)
            yes, no = (
                self.as_lane(context, builder, v, k, dtype)
                for v, k in zip(args[1:], signature.args[1:], strict=True)
            )
            return builder.select(_set(builder, mask), yes, no)

        self.typed(select, chosen)
        self.lowered(select, [(types.Any, types.Any, types.Any)], choose)

        def where_(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            mask = self.as_lane(context, builder, args[0], signature.args[0], types.boolean)
            return builder.select(_set(builder, mask), args[1], ir.Constant(args[1].type, None))

        self.typed(where_set, lambda mask, value: value)
        self.lowered(where_set, [(types.Any, self.kind)], where_)

        def spread_(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return self.as_lane(context, builder, args[0], signature.args[0], signature.return_type.dtype)

        self.typed(spread, lambda a: None if self.dtype(a) is None else self.kind(self.dtype(a)))
        self.lowered(spread, [(types.Any,)], spread_)

        def largest_(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            mask = self.as_lane(context, builder, args[0], signature.args[0], types.boolean)
            value = builder.and_(args[1], mask)
            found = ir.Constant(ir.IntType(32), 0)
            for lane in range(WIDTH):
                one = builder.extract_element(value, _number(lane))
                found = builder.select(builder.icmp_signed(">", one, found), one, found)
            return builder.sext(found, ir.IntType(64))

        self.typed(largest, lambda mask, value: types.int64)
        self.lowered(largest, [(types.Any, self.kind)], largest_)

    def places(self) -> None:
        """What differs from member to member in where it stands."""
        from llvmlite import ir
        from numba.core import types
        from numba.np.arrayobj import make_array

        from .rows import kit

        row = kit().kind

        def element(context: Any, builder: Any, signature: Any, args: Any, lane: int) -> Any:
            at = builder.extract_element(args[1], _number(lane))
            whole = builder.zext(at, ir.IntType(64))
            data = context.make_helper(builder, signature.args[0], args[0]).data
            if isinstance(signature.args[0].dtype, self.kind):
                inner = builder.bitcast(data, signature_pointer(signature.args[0].dtype))
                whole = builder.add(builder.mul(whole, whole.type(WIDTH)), whole.type(lane))
                return builder.gep(inner, [whole])
            return builder.gep(data, [whole])

        def signature_pointer(kind: Any) -> Any:
            return _element_type(kind.dtype).as_pointer()

        def masked(context: Any, builder: Any, kinds: Any, args: Any, at: int) -> Any:
            """Places of members outside a mask may be any number; they become the first."""
            return builder.and_(args[1], self.as_lane(context, builder, args[at], kinds[at], types.boolean))

        def look_(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            goal = ir.VectorType(_element_type(signature.return_type.dtype), WIDTH)
            found = ir.Constant(goal, ir.Undefined)
            args = [args[0], masked(context, builder, signature.args, args, 2)]
            for lane in range(WIDTH):
                value = builder.load(element(context, builder, signature, args, lane))
                found = builder.insert_element(found, value, _number(lane))
            return found

        def put_(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            value = self.as_lane(context, builder, args[2], signature.args[2], signature.args[0].dtype.dtype)
            mask = self.as_lane(context, builder, args[3], signature.args[3], types.boolean)
            args = [args[0], masked(context, builder, signature.args, args, 3)]
            for lane in range(WIDTH):
                at = element(context, builder, signature, args, lane)
                chosen = builder.icmp_signed("<", builder.extract_element(mask, _number(lane)), _number(0))
                old = builder.load(at)
                builder.store(builder.select(chosen, builder.extract_element(value, _number(lane)), old), at)
            return context.get_dummy_value()

        self.typed(look, lambda a, i, m: a.dtype)
        self.lowered(look, [(row, self.kind, types.Any)], look_)
        self.typed(look_up, lambda a, i, m: self.kind(a.dtype))
        self.lowered(look_up, [(row, self.kind, types.Any)], look_)
        self.typed(put, lambda a, i, v, m: types.none)
        self.lowered(put, [(row, self.kind, types.Any, types.Any)], put_)

        def block(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            from numba.core import cgutils

            array = make_array(signature.args[0])(context, builder, args[0])
            shape = cgutils.unpack_tuple(builder, array.shape)
            goal = context.get_value_type(signature.return_type.dtype).as_pointer()
            return kit().make(context, builder, signature.return_type, builder.bitcast(array.data, goal), shape[:-1])

        def at_(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            array = make_array(signature.args[0])(context, builder, args[0])
            goal = context.get_value_type(signature.return_type).as_pointer()
            return builder.load(builder.bitcast(array.data, goal))

        def note_(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            array = make_array(signature.args[1])(context, builder, args[1])
            goal = context.get_value_type(signature.args[0]).as_pointer()
            builder.store(args[0], builder.bitcast(array.data, goal))
            some = builder.icmp_unsigned("!=", args[0], ir.Constant(args[0].type, None))
            byte = builder.bitcast(some, ir.IntType(WIDTH))
            return builder.zext(builder.icmp_unsigned("!=", byte, ir.Constant(byte.type, 0)), ir.IntType(64))

        self.typed(lane_at, lambda a: self.kind(a.dtype))
        self.lowered(lane_at, [(types.Array,)], at_)
        self.typed(note, lambda lane, a: types.int64)
        self.lowered(note, [(self.kind, types.Array)], note_)
        self.typed(block_of, lambda a: row(self.kind(a.dtype), a.ndim - 1))
        self.lowered(block_of, [(types.Array,)], block)


def _operate(builder: Any, name: str, a: Any, b: Any, dtype: Any) -> Any:
    from numba.core import types

    real_ = dtype == types.float32
    signs = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
    if name in signs:
        if real_:
            compare = builder.fcmp_unordered if name == "ne" else builder.fcmp_ordered
        else:
            compare = builder.icmp_signed if getattr(dtype, "signed", True) else builder.icmp_unsigned
        return _mask(builder, compare(signs[name], a, b))
    if real_:
        return getattr(builder, {"truediv": "fdiv"}.get(name, "f" + name))(a, b)
    shift = "ashr" if getattr(dtype, "signed", False) else "lshr"
    names = {"lshift": "shl", "rshift": shift, "and": "and_", "or": "or_"}
    return getattr(builder, names.get(name, name))(a, b)
