"""What the functions of a model reach, told without reading their syntax: files, names, and what stands behind them.

Rebuilding functions from source (``rebuild``) takes most of a second for a model of many steps, and comes out the same
while nothing they reach has changed. Here the same is reached by a shorter way: every name that a function's code
mentions is looked up where the rebuilder would look it up, and what is found goes into a hash, with the whole text of
the function's file. More is looked at than is used (a name may belong to something else), never less.
"""

import builtins
import hashlib
import linecache
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from .frozen import is_kernel, is_number, kernel_of
from .rebuild import SUBSTITUTES

AS_DEEP = 8
"""Attributes of attributes: further down nothing is told any more."""


class UnknownError(Exception):
    """Something is reached that cannot be told by a hash."""


class Reach:
    """Collects what is reached into one hash. Raises UnknownError for what has no source or no value to compare."""

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self._functions: dict[FunctionType, int] = {}
        self._files: dict[str, str] = {}

    @property
    def digest(self) -> str:
        """The hash of everything so far."""
        return self._hash.hexdigest()

    def add(self, *words: Any) -> None:
        """Whatever else the outcome depends on, by its ``repr``."""
        self._hash.update(f"{words!r}\n".encode())

    def function(self, function: Callable[..., Any]) -> None:
        """A function, and all it reaches in its turn."""
        plain = kernel_of(function)
        if plain in self._functions:
            self.add("again", self._functions[plain])
            return
        self._functions[plain] = len(self._functions)
        if hasattr(plain, "__wrapped__"):
            raise UnknownError(f"{plain.__qualname__} stands for another function")
        code = plain.__code__
        self.add("function", plain.__module__, self._text(plain), code.co_firstlineno, code.co_varnames)
        self.add(code.co_cellvars, code.co_freevars, code.co_names, code.co_code)
        for value in plain.__defaults__ or ():
            self._value(value, (), {})
        self._names(plain)

    def _names(self, function: FunctionType) -> None:
        names, known = mentioned(function), outside(function)
        looked: dict[int, Any] = {}
        for name in names:
            self.add(name, name in known)
            if name in known:
                self._value(known[name], names, looked)

    def _value(self, value: Any, names: Sequence[str], looked: dict[int, Any], depth: int = 0) -> None:
        """A value, and those of its attributes that may be meant."""
        if depth > AS_DEEP:
            raise UnknownError("attributes without end")
        with suppress(TypeError):  # what cannot be hashed is not one of the substitutes
            value = SUBSTITUTES.get(value, value)
        if not isinstance(value, ModuleType) and is_kernel(value):
            self.function(value)
        elif is_number(value):
            self.add(type(value).__qualname__, value)
        elif isinstance(value, np.ndarray):
            if value.dtype.hasobject:
                raise UnknownError("an array of objects")
            self.add(value.dtype.str, value.shape, hashlib.sha256(value.tobytes()).hexdigest())
        else:  # whatever it is, a step that used it as it stands would be refused
            self.add(type(value).__qualname__, getattr(value, "__name__", ""))
        if _has_more(value) and id(value) not in looked:
            looked[id(value)] = value
            for name, found in _attributes(value, names):
                self.add(".", name)
                self._value(found, names, looked, depth + 1)

    def _text(self, function: FunctionType) -> str:
        """The hash of a file as ``inspect`` would read it; cells of a notebook have a file of their own."""
        file = function.__code__.co_filename
        if file not in self._files:
            linecache.checkcache(file)
            lines = linecache.getlines(file, function.__globals__)
            if not lines:
                raise UnknownError(f"{file} cannot be read")
            self._files[file] = hashlib.sha256("".join(lines).encode("utf-8", "surrogatepass")).hexdigest()
        return self._files[file]


def _attributes(value: Any, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        try:
            yield name, getattr(value, name)
        except AttributeError:
            continue
        except Exception as error:  # whatever a property of somebody's object raises
            raise UnknownError(f"{name} cannot be read") from error


def _has_more(value: Any) -> bool:
    """Whether a value has attributes that do not follow from what was told of it."""
    if isinstance(value, FunctionType):
        return bool(vars(value))
    return type(value) not in (bool, int, float, np.ndarray) and not isinstance(value, np.generic)


def mentioned(function: FunctionType) -> list[str]:
    """Every name from outside that a function's code mentions, and the names of attributes."""
    return sorted({*function.__code__.co_names, *function.__code__.co_freevars})


def outside(function: FunctionType) -> dict[str, Any]:
    """What a function's names from outside stand for. Raises UnknownError where one is not yet set."""
    try:
        cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
        held = {name: cell.cell_contents for name, cell in cells}
    except ValueError as error:
        raise UnknownError(f"{function.__qualname__} holds a name that is not set") from error
    return {**vars(builtins), **function.__globals__, **held}
