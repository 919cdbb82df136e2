"""How a file of this room says what it is: its formulas with their domains, and the model they belong to.

A *formula* is one scalar equation of a published model. Written once, it serves twice: the public callable checks that
every argument lies in the model's domain and takes arrays; its ``kernel`` is the bare scalar function, fit for
compilation, without checks. A *model* is what a reader is told about the file: claim, equation, where it holds and
breaks, known results, citation, and how sure we are of the formula itself.
"""

import enum
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import update_wrapper
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray


class DomainError(ValueError):
    """An argument lies outside the domain in which the published model is defined."""


@dataclass(frozen=True)
class Arg:
    """The domain of one argument: an interval, what it measures and in which unit.

    ``low_open``/``high_open`` exclude the end point. ``integer`` restricts to whole numbers.
    """

    doc: str
    unit: str = "1"
    low: float = -inf
    high: float = inf
    low_open: bool = False
    high_open: bool = False
    integer: bool = False

    def interval(self) -> str:
        """The domain as text, e.g. ``[0, 1)``."""
        left = "(" if self.low_open or self.low == -inf else "["
        right = ")" if self.high_open or self.high == inf else "]"
        return f"{left}{self.low:g}, {self.high:g}{right}" + (" whole" if self.integer else "")

    def outside(self, value: NDArray[Any]) -> NDArray[np.bool_]:
        """Where ``value`` lies outside the domain; NaN always does."""
        low = value <= self.low if self.low_open else value < self.low
        high = value >= self.high if self.high_open else value > self.high
        fraction = (value != np.floor(value)) if self.integer else np.zeros(np.shape(value), bool)
        return np.asarray(low | high | np.isnan(value) | fraction)


def share(doc: str, **limits: Any) -> Arg:
    """An argument in [0, 1]: a share, a probability or a fraction."""
    return Arg(doc, low=0.0, high=1.0, **limits)


def positive(doc: str, unit: str = "1", **limits: Any) -> Arg:
    """An argument above zero."""
    return Arg(doc, unit, low=0.0, low_open=True, **limits)


def nonnegative(doc: str, unit: str = "1", **limits: Any) -> Arg:
    """An argument of zero or more."""
    return Arg(doc, unit, low=0.0, **limits)


def count(doc: str, at_least: int = 0) -> Arg:
    """A whole number."""
    return Arg(doc, "count", low=at_least, integer=True)


@dataclass(frozen=True)
class Relation:
    """A condition that ties arguments together, e.g. ``c_low < c_high``."""

    text: str
    holds: Callable[..., Any]


class Formula:
    """A scalar equation with its domain: call it with numbers or arrays; compile ``kernel``."""

    def __init__(self, kernel: Callable[..., Any], args: Mapping[str, Arg], relations: tuple[Relation, ...]):
        self.kernel = kernel
        self.args = dict(args)
        self.relations = relations
        self.signature = inspect.signature(kernel)
        if set(self.args) != set(self.signature.parameters):
            raise TypeError(f"{kernel.__name__}: declared {sorted(self.args)}, takes {list(self.signature.parameters)}")
        self._broadcast = np.vectorize(kernel, otypes=[float])
        update_wrapper(self, kernel)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The value, broadcast over the arguments; a float if all are scalars. Raises DomainError elsewhere."""
        bound = self.signature.bind(*args, **kwargs)
        bound.apply_defaults()
        values = {name: np.asarray(value, dtype=float) for name, value in bound.arguments.items()}
        self._check(values)
        result = self._broadcast(*values.values())
        return float(result) if result.ndim == 0 else result

    def _check(self, values: Mapping[str, NDArray[Any]]) -> None:
        name = self.kernel.__name__
        for key, value in values.items():
            outside = self.args[key].outside(value)
            if outside.any():
                raise DomainError(
                    f"{name}: {key} = {value[outside].flat[0]:g} lies outside {self.args[key].interval()}"
                )
        for relation in self.relations:
            if not np.all(relation.holds(**{k: values[k] for k in inspect.signature(relation.holds).parameters})):
                given = ", ".join(f"{k} = {v:g}" for k, v in values.items() if v.ndim == 0)
                raise DomainError(f"{name}: needs {relation.text}" + (f" (given {given})" if given else ""))


def formula(*relations: Relation, **args: Arg) -> Callable[[Callable[..., Any]], Formula]:
    """Declare a scalar function as a formula over the given argument domains."""
    return lambda kernel: Formula(kernel, args, relations)


class Confidence(enum.Enum):
    """How far a formula has been checked against its publication (theory specification, section 5)."""

    DERIVED = "re-derived and checked numerically; the publication's own notation was not re-read"
    ABSTRACT = "built from the published abstract or a summary; the equations were not seen"
    REDUCED = "reduced form: our own algebra for a theory stated in words"
    REPLICATED = "checked against a third party's published replication code"


@dataclass(frozen=True)
class KnownResult:
    """An exact result the file reproduces: calling ``call`` gives ``value``."""

    text: str
    call: Callable[[], Any]
    value: Any


@dataclass(frozen=True)
class ComparativeStatic:
    """The picture that teaches the model: ``main`` against ``vary``, one curve for each value of ``curves``."""

    vary: str
    low: float
    high: float
    curves: str | None = None
    values: tuple[float, ...] = ()
    fixed: Mapping[str, float] = field(default_factory=dict)
    ylabel: str = ""
    reading: str = ""


@dataclass(frozen=True)
class Model:
    """What a theory file says of itself; rendered on its page and by ``counterpoise theory NAME``.

    ``section`` is the model's number in the specification (M1-M24); ``main`` the function a reader would try first and
    ``example`` the arguments to try; ``meaning`` turns its value into one sentence.
    """

    section: str
    title: str
    claim: str
    equation: str
    cites: tuple[str, ...]
    confidence: Confidence
    holds: str
    breaks: str
    main: Formula
    example: Mapping[str, float]
    meaning: Callable[[float], str]
    known: tuple[KnownResult, ...]
    static: ComparativeStatic
    corrects: str = ""
