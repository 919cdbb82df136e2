"""Instructions for eight numbers at a time, as LLVM has them (``lane_code`` says when which are written)."""

from collections.abc import Callable, Sequence
from typing import Any

from .lanes import WIDTH


def element(dtype: Any) -> Any:
    from llvmlite import ir
    from numba.core import types

    if dtype in (types.float32, types.float64):
        return ir.FloatType() if dtype == types.float32 else ir.DoubleType()
    return ir.IntType(64 if dtype == types.uint64 else 32)


def operated(builder: Any, name: str, a: Any, b: Any, dtype: Any) -> Any:
    real = _is_real(dtype)
    signs = {"lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
    if name in signs:
        if real:
            compare = builder.fcmp_unordered if name == "ne" else builder.fcmp_ordered
        else:
            compare = builder.icmp_signed if getattr(dtype, "signed", True) else builder.icmp_unsigned
        return mask_of(builder, compare(signs[name], a, b))
    if real:
        return getattr(builder, {"truediv": "fdiv"}.get(name, "f" + name))(a, b)
    shift = "ashr" if getattr(dtype, "signed", False) else "lshr"
    names = {"lshift": "shl", "rshift": shift, "and": "and_", "or": "or_"}
    return getattr(builder, names.get(name, name))(a, b)


def _is_real(dtype: Any) -> bool:
    from numba.core import types

    return dtype in (types.float32, types.float64)


def frozen(builder: Any, value: Any, have: Any, want: Any) -> Any:
    from llvmlite import ir

    made = ir.instructions.Instruction(builder.block, value.type, "freeze", [value])
    builder._insert(made)
    return made


def negative(builder: Any, value: Any, have: Any, want: Any) -> Any:
    return builder.fneg(value) if _is_real(have) else builder.neg(value)


def without_sign(builder: Any, value: Any, have: Any, want: Any) -> Any:
    from llvmlite import ir

    if _is_real(have):
        return intrinsic("fabs")(builder, value, have, want)
    zero = ir.Constant(value.type, None)
    return builder.select(builder.icmp_signed("<", value, zero), builder.neg(value), value)


def intrinsic(name: str) -> Callable[..., Any]:
    def build(builder: Any, value: Any, have: Any, want: Any) -> Any:
        if not _is_real(have) or (want != have and _is_real(want)):
            value = converted(builder, value, have, want)
        return _called(builder, f"llvm.{name}", value, value.type)

    return build


def _called(builder: Any, name: str, value: Any, goal: Any) -> Any:
    """One of LLVM's own functions, for vectors."""
    from llvmlite import ir
    from numba.core import cgutils

    kinds = {"float": "f32", "double": "f64", "i32": "i32", "i64": "i64"}
    named = [f"v{WIDTH}{kinds[str(kind.element)]}" for kind in ((goal, value.type) if goal != value.type else (goal,))]
    function = cgutils.get_or_insert_function(
        builder.module, ir.FunctionType(goal, (value.type,)), ".".join([name, *named])
    )
    return builder.call(function, [value])


def same_bits(builder: Any, value: Any, have: Any, want: Any) -> Any:
    from llvmlite import ir

    return builder.bitcast(value, ir.VectorType(element(want), WIDTH))


def converted(builder: Any, value: Any, have: Any, want: Any) -> Any:
    """A lane of numbers of another type; from masks 1 and 0, to masks whether they are other than 0."""
    from llvmlite import ir
    from numba.core import types

    goal = ir.VectorType(element(want), WIDTH)
    if have == want:
        return value
    if want == types.boolean:
        return _not_zero(builder, value, have)
    if have == types.boolean:
        if _is_real(want):
            return builder.select(truths(builder, value), constant(goal, 1.0), ir.Constant(goal, None))
        value = builder.lshr(value, constant(value.type, 31))
        return value if goal == value.type else builder.zext(value, goal)
    if _is_real(have) and _is_real(want):
        return builder.fptrunc(value, goal) if want == types.float32 else builder.fpext(value, goal)
    if _is_real(have):  # what does not fit becomes the nearest that does, and not a number 0
        return _called(builder, "llvm.fptosi.sat" if want.signed else "llvm.fptoui.sat", value, goal)
    if _is_real(want):
        return builder.sitofp(value, goal) if have.signed else builder.uitofp(value, goal)
    if want.bitwidth > have.bitwidth:
        return _widened(builder, value, goal)
    return _narrowed(builder, value, goal) if want.bitwidth < have.bitwidth else value


def _not_zero(builder: Any, value: Any, have: Any) -> Any:
    from llvmlite import ir

    return operated(builder, "ne", value, ir.Constant(value.type, None), have)


def _widened(builder: Any, value: Any, goal: Any) -> Any:
    """Numbers of 64 bits: first those of even lanes, then those of odd ones, as processors multiply them."""
    from llvmlite import ir

    pairs = builder.bitcast(value, ir.VectorType(ir.IntType(64), WIDTH // 2))
    even = builder.and_(pairs, constant(pairs.type, 0xFFFFFFFF))
    odd = builder.lshr(pairs, constant(pairs.type, 32))
    return shuffled(builder, even, odd, range(WIDTH))


def _narrowed(builder: Any, value: Any, goal: Any) -> Any:
    """The lower halves of numbers of 64 bits, in the order of lanes again."""
    from llvmlite import ir

    half, nothing = WIDTH // 2, ir.Constant(value.type, ir.Undefined)
    even, odd = (shuffled(builder, value, nothing, range(begin, begin + half)) for begin in (0, half))
    even = builder.and_(even, constant(even.type, 0xFFFFFFFF))
    odd = builder.shl(odd, constant(odd.type, 32))
    return builder.bitcast(builder.or_(even, odd), goal)


def shuffled(builder: Any, one: Any, other: Any, order: Sequence[int]) -> Any:
    """Numbers of two vectors in an order; those of the second are counted on from those of the first."""
    from llvmlite import ir

    return builder.shuffle_vector(one, other, constant(ir.VectorType(ir.IntType(32), len(order)), order))


def constant(kind: Any, value: float | Sequence[int]) -> Any:
    """A vector of one number, or of several."""
    from llvmlite import ir

    return ir.Constant(kind, [value] * kind.count if isinstance(value, int | float) else list(value))


def splat(builder: Any, value: Any) -> Any:
    from llvmlite import ir

    if isinstance(value, ir.Constant):
        return ir.Constant(ir.VectorType(value.type, WIDTH), [value.constant] * WIDTH)
    first = builder.insert_element(ir.Constant(ir.VectorType(value.type, WIDTH), ir.Undefined), value, number(0))
    return shuffled(builder, first, ir.Constant(first.type, ir.Undefined), [0] * WIDTH)


def number(value: int) -> Any:
    from llvmlite import ir

    return ir.Constant(ir.IntType(32), value)


def truths(builder: Any, mask: Any) -> Any:
    """A mask as LLVM's truth values."""
    from llvmlite import ir

    return builder.icmp_signed("<", mask, ir.Constant(mask.type, None))


def mask_of(builder: Any, truth: Any) -> Any:
    from llvmlite import ir

    return builder.sext(truth, ir.VectorType(ir.IntType(32), WIDTH))


def any_true(builder: Any, truth: Any) -> Any:
    from llvmlite import ir

    byte = builder.bitcast(truth, ir.IntType(WIDTH))
    return builder.icmp_unsigned("!=", byte, ir.Constant(byte.type, 0))
