"""A mechanism couples one theory to the world: its phase, its citations, its parameters and one small loop."""

from collections.abc import Callable
from typing import Any, ClassVar, TypeVar

from .errors import InputError
from .fields import Field
from .parameters import Parameter
from .phases import Phase
from .spelling import nearest
from .steps import Use, use_of

Function = TypeVar("Function", bound=Callable[..., Any])


def kernel(function: Function) -> Function:
    """Mark a function as a loop the engine compiles. It stays a plain function; nothing happens before a run."""
    function.__counterpoise_kernel__ = True  # type: ignore[attr-defined]
    return function


class Mechanism:
    """Base of every mechanism. A subclass states its ``phase``, ``cites``, parameters and ``step``.

    ``step(world, change, p, draw)`` reads the world and adds to the changes. An optional ``null`` of the same shape
    runs instead where the mechanism is switched off; without it, off means that nothing happens. Fields that only this
    mechanism needs can be listed in ``declares``. Draws are addressed by ``stream``, the class name unless set: a
    variant of a mechanism that keeps its stream meets the same luck.
    """

    phase: ClassVar[Phase]
    cites: ClassVar[tuple[str, ...]] = ()
    declares: ClassVar[tuple[Field, ...]] = ()
    stream: ClassVar[str] = ""
    step: ClassVar[Callable[..., None]]
    null: ClassVar[Callable[..., None] | None] = None

    params: ClassVar[dict[str, Parameter]] = {}
    uses: ClassVar[dict[str, Use]] = {}
    """What ``step`` (and ``null``) read and change."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Find out what the mechanism reads and changes. Raises InputError where it is not well formed."""
        super().__init_subclass__(**kwargs)
        if getattr(cls, "step", None) is None:
            return
        if not isinstance(getattr(cls, "phase", None), Phase):
            raise InputError(f"{cls.__module__}.{cls.__name__}: phase is missing or not one of the Phase members")
        if not cls.__dict__.get("stream"):
            cls.stream = cls.__name__
        cls.params = _parameters(cls)
        loops = {"step": cls.step} | ({"null": cls.null} if cls.null else {})
        for name, function in loops.items():
            if not getattr(function, "__counterpoise_kernel__", False):
                raise InputError(f"{cls.__module__}.{cls.__name__}.{name}: mark it with @kernel")
        cls.uses = {name: use_of(function) for name, function in loops.items()}
        _check_parameters(cls)

    @classmethod
    def mentioned(cls, what: str) -> tuple[str, ...]:
        """Names that step or null mention, sorted: ``what`` is ``reads``, ``changes`` or ``params``."""
        return tuple(sorted({name for use in cls.uses.values() for name in getattr(use, what)}))


def _parameters(cls: type[Mechanism]) -> dict[str, Parameter]:
    """Parameters of the class and its bases; an inherited one keeps the name (and draws) of where it was declared."""
    found: dict[str, Parameter] = {}
    for base in reversed(cls.__mro__):
        found |= {key: value for key, value in vars(base).items() if isinstance(value, Parameter)}
    return found


def _check_parameters(cls: type[Mechanism]) -> None:
    for use in cls.uses.values():
        for name, line in use.params.items():
            if name not in cls.params:
                near = nearest(name, cls.params)
                hint = f"; did you mean {near!r}?" if near else ""
                raise InputError(f"{use.file}:{line}: {cls.__name__} has no parameter {name!r}{hint}")
    unused = sorted(set(cls.params) - set(cls.mentioned("params")))
    if unused:
        file = cls.uses["step"].file
        raise InputError(f"{file}: {cls.__name__} declares {', '.join(unused)} but its step never uses it")
