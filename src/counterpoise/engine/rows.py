"""How compiled code sees a field: where its numbers begin and how many there are.

Numba's own arrays carry seven parts each, their owner among them, and a step is given dozens of them; typing, copying
and optimizing all that away again was a large part of a cold start. A *row* has two parts (three where it is regime by
state). It does what steps do with fields, ``row[i]``, ``row[i] += v``, ``row.size`` and ``len(row)``, and no more; a
step that does more with an array, such as to pass it on, is given true arrays.
"""

import operator
from functools import cache
from typing import Any, NamedTuple

FIRST = {"target": "cpu"}
"""Numba asks what is made for a processor before what is made for all; else it would try dozens of answers first."""


ARITHMETIC = (
    *(operator.add, operator.sub, operator.mul, operator.truediv),
    *(operator.iadd, operator.isub, operator.imul, operator.itruediv),
)
"""Of two real numbers a real number, as Numba has it."""


class Kit(NamedTuple):
    """What the rest of the engine makes rows with; made when something is compiled, for Numba is imported late."""

    kind: Any
    """``kind(dtype, ndim)``: the type of a row."""
    make: Any
    """``make(context, builder, type, data, shape)``: a row, from a pointer and the lengths."""


@cache
def kit() -> Kit:
    """Teach Numba what a row is; once in a process."""
    from numba.core import cgutils, types
    from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_getattr, infer_global, signature
    from numba.extending import lower_builtin, lower_getattr, models, register_model

    class Row(types.Type):
        def __init__(self, dtype: Any, ndim: int):
            self.dtype, self.ndim = dtype, ndim
            super().__init__(f"row({dtype}, {ndim})")

    @register_model(Row)
    class RowModel(models.StructModel):
        def __init__(self, manager: Any, kind: Any):
            lengths = [(f"length_{n}", types.intp) for n in range(kind.ndim)]
            super().__init__(manager, kind, [("data", types.CPointer(kind.dtype)), *lengths])

    def parts(index: Any) -> list[Any]:
        return [index[n] for n in range(len(index))] if hasattr(index, "__len__") else [index]

    def element(row: Any, index: Any) -> Any:
        """What ``row[index]`` is: a number, or one regime's row; nothing where rows cannot do it."""
        fits = isinstance(row, Row) and all(isinstance(part, types.Integer) for part in parts(index))
        left = row.ndim - len(parts(index)) if fits else -1
        return None if left < 0 else (Row(row.dtype, left) if left else row.dtype)

    @infer_global(operator.getitem)
    class Get(AbstractTemplate):
        metadata = FIRST

        def generic(self, args: Any, kws: Any) -> Any:
            found = element(*args)
            return None if found is None else signature(found, *args)

    @infer_global(operator.setitem)
    class Set(AbstractTemplate):
        metadata = FIRST

        def generic(self, args: Any, kws: Any) -> Any:
            row, index, value = args
            if (
                element(row, index) == getattr(row, "dtype", None)
                and self.context.can_convert(value, row.dtype) is not None
            ):
                return signature(types.none, row, index, row.dtype)
            return None

    @infer_global(len)
    class Length(AbstractTemplate):
        metadata = FIRST

        def generic(self, args: Any, kws: Any) -> Any:
            return signature(types.intp, *args) if isinstance(args[0], Row) else None

    for operation in ARITHMETIC:

        @infer_global(operation)
        class Real(AbstractTemplate):
            metadata = FIRST

            def generic(self, args: Any, kws: Any) -> Any:
                real = len(args) == 2 and args[0] == args[1] == types.float32
                return signature(types.float32, *args) if real else None

    @infer_getattr
    class Attributes(AttributeTemplate):
        key = Row

        def resolve_size(self, row: Any) -> Any:
            return types.intp if row.ndim == 1 else None

    def counted(context: Any, builder: Any, index: Any, kind: Any, length: Any) -> Any:
        index = context.cast(builder, index, kind, types.intp if kind.signed else types.uintp)
        if not kind.signed:
            return index
        return builder.select(builder.icmp_signed("<", index, index.type(0)), builder.add(index, length), index)

    def place(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        """The address of one number; as with arrays, a negative index counts from the end."""
        kind, row = signature.args[0], cgutils.create_struct_proxy(signature.args[0])(context, builder, args[0])
        several = isinstance(signature.args[1], types.BaseTuple)
        index = cgutils.unpack_tuple(builder, args[1]) if several else [args[1]]
        at = row.length_0.type(0)
        for n in range(kind.ndim):
            length = getattr(row, f"length_{n}")
            at = builder.mul(at, length) if n else at
            if n < len(index):
                at = builder.add(at, counted(context, builder, index[n], parts(signature.args[1])[n], length))
        return builder.gep(row.data, [at])

    @lower_builtin(operator.getitem, Row, types.Any)
    def get(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        at = place(context, builder, signature, args)
        if isinstance(signature.return_type, Row):
            columns = cgutils.create_struct_proxy(signature.args[0])(context, builder, args[0]).length_1
            return make(context, builder, signature.return_type, at, [columns])
        return builder.load(at)

    @lower_builtin(operator.setitem, Row, types.Any, types.Any)
    def put(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        builder.store(args[2], place(context, builder, signature, args))
        return context.get_dummy_value()

    @lower_builtin(len, Row)
    def length(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return cgutils.create_struct_proxy(signature.args[0])(context, builder, args[0]).length_0

    @lower_getattr(Row, "size")
    def size(context: Any, builder: Any, kind: Any, value: Any) -> Any:
        return cgutils.create_struct_proxy(kind)(context, builder, value).length_0

    def make(context: Any, builder: Any, kind: Any, data: Any, shape: Any) -> Any:
        row = cgutils.create_struct_proxy(kind)(context, builder)
        row.data = data
        for n, count in enumerate(shape):
            setattr(row, f"length_{n}", count)
        return row._getvalue()

    return Kit(Row, make)
