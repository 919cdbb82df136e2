"""What a function may find outside itself: kernels, numbers, arrays; and these in single precision."""

from types import FunctionType
from typing import Any

import numpy as np

from counterpoise.core import maths


def is_kernel(value: Any) -> bool:
    """Whether a value is a function, or stands for one."""
    return isinstance(value, FunctionType) or isinstance(getattr(value, "kernel", None), FunctionType)


def kernel_of(value: Any) -> FunctionType:
    """A formula of a theory stands for its bare scalar function."""
    return value if isinstance(value, FunctionType) else value.kernel


def is_number(value: Any) -> bool:
    """Whether a value is a number or a tuple of numbers."""
    if isinstance(value, tuple):
        return all(map(is_number, value))
    return isinstance(value, bool | int | float | np.number)


def fits_single(value: float) -> bool:
    """Whether single precision holds a number without losing digits to its size."""
    return not np.isfinite(value) or value == 0.0 or maths.SMALLEST_NORMAL <= abs(value) <= maths.LARGEST


def single(value: Any) -> Any:
    """Every float as float32, inside tuples and arrays too."""
    if isinstance(value, tuple):
        return tuple(map(single, value))
    if isinstance(value, np.ndarray):
        return value.astype(np.float32) if value.dtype == np.float64 else value
    return np.float32(value) if isinstance(value, float) and not isinstance(value, np.float32) else value
