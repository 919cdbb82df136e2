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
    from numba.core import types
    from numba.extending import models, register_model

    class Row(types.Type):
        def __init__(self, dtype: Any, ndim: int):
            self.dtype, self.ndim = dtype, ndim
            super().__init__(f"row({dtype}, {ndim})")

    @register_model(Row)
    class RowModel(models.StructModel):
        def __init__(self, manager: Any, kind: Any):
            lengths = [(f"length_{n}", types.intp) for n in range(kind.ndim)]
            super().__init__(manager, kind, [("data", types.CPointer(kind.dtype)), *lengths])

    _type_rows(Row)
    _type_arithmetic()
    _lower_rows(Row)
    return Kit(Row, _make)


def _type_rows(row: Any) -> None:
    """What comes of looking into a row, of writing to it, and of asking for its length."""
    from numba.core import types
    from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_getattr, infer_global, signature

    @infer_global(operator.getitem)
    class Get(AbstractTemplate):
        metadata = FIRST

        def generic(self, args: Any, kws: Any) -> Any:
            found = _element(row, *args)
            return None if found is None else signature(found, *args)

    @infer_global(operator.setitem)
    class Set(AbstractTemplate):
        metadata = FIRST

        def generic(self, args: Any, kws: Any) -> Any:
            into, index, value = args
            found = _element(row, into, index)
            if found is None or found != into.dtype or self.context.can_convert(value, found) is None:
                return None
            return signature(types.none, into, index, found)

    @infer_global(len)
    class Length(AbstractTemplate):
        metadata = FIRST

        def generic(self, args: Any, kws: Any) -> Any:
            return signature(types.intp, *args) if isinstance(args[0], row) else None

    @infer_getattr
    class Attributes(AttributeTemplate):
        key = row

        def resolve_size(self, of: Any) -> Any:
            return types.intp if of.ndim == 1 else None


def _type_arithmetic() -> None:
    from numba.core import types
    from numba.core.typing.templates import AbstractTemplate, infer_global, signature

    for operation in ARITHMETIC:

        @infer_global(operation)
        class Real(AbstractTemplate):
            metadata = FIRST

            def generic(self, args: Any, kws: Any) -> Any:
                real = len(args) == 2 and args[0] == args[1] == types.float32
                return signature(types.float32, *args) if real else None


def _element(row: Any, of: Any, index: Any) -> Any:
    """What ``of[index]`` is: a number, or one regime's row; nothing where rows cannot do it."""
    from numba.core import types

    if not isinstance(of, row) or not all(isinstance(part, types.Integer) for part in _parts(index)):
        return None
    left = of.ndim - len(_parts(index))
    return None if left < 0 else (row(of.dtype, left) if left else of.dtype)


def _parts(index: Any) -> list[Any]:
    return [index[n] for n in range(len(index))] if hasattr(index, "__len__") else [index]


def _lower_rows(row: Any) -> None:
    """The instructions for it."""
    from numba.core import types
    from numba.extending import lower_builtin, lower_getattr

    @lower_builtin(operator.getitem, row, types.Any)
    def get(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        at = _place(context, builder, signature, args)
        if isinstance(signature.return_type, row):
            columns = _opened(context, builder, signature.args[0], args[0]).length_1
            return _make(context, builder, signature.return_type, at, [columns])
        return builder.load(at)

    @lower_builtin(operator.setitem, row, types.Any, types.Any)
    def put(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        builder.store(args[2], _place(context, builder, signature, args))
        return context.get_dummy_value()

    @lower_builtin(len, row)
    def length(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return _opened(context, builder, signature.args[0], args[0]).length_0

    @lower_getattr(row, "size")
    def size(context: Any, builder: Any, kind: Any, value: Any) -> Any:
        return _opened(context, builder, kind, value).length_0


def _opened(context: Any, builder: Any, kind: Any, value: Any = None) -> Any:
    """A row, its parts at hand; a new one without a value."""
    from numba.core import cgutils

    return cgutils.create_struct_proxy(kind)(context, builder, value)


def _place(context: Any, builder: Any, signature: Any, args: Any) -> Any:
    """The address of one number; as with arrays, a negative index counts from the end."""
    from numba.core import cgutils, types

    kind, row = signature.args[0], _opened(context, builder, signature.args[0], args[0])
    several = isinstance(signature.args[1], types.BaseTuple)
    index = cgutils.unpack_tuple(builder, args[1]) if several else [args[1]]
    at = row.length_0.type(0)
    for n in range(kind.ndim):
        length = getattr(row, f"length_{n}")
        at = builder.mul(at, length) if n else at
        if n < len(index):
            at = builder.add(at, _counted(context, builder, index[n], _parts(signature.args[1])[n], length))
    return builder.gep(row.data, [at])


def _counted(context: Any, builder: Any, index: Any, kind: Any, length: Any) -> Any:
    from numba.core import types

    index = context.cast(builder, index, kind, types.intp if kind.signed else types.uintp)
    if not kind.signed:
        return index
    return builder.select(builder.icmp_signed("<", index, index.type(0)), builder.add(index, length), index)


def _make(context: Any, builder: Any, kind: Any, data: Any, shape: Any) -> Any:
    row = _opened(context, builder, kind)
    row.data = data
    for n, count in enumerate(shape):
        setattr(row, f"length_{n}", count)
    return row._getvalue()
