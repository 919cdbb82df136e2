"""Compiled code that is only ever linked into other code, and so never made executable by itself.

Numba makes every function that is called by another a program of its own: wrapped for Python, optimized, translated to
machine code, and then optimized and translated again inside each of its callers. For a model of many steps that is
most of the time of a cold start. A *fragment* stops short of machine code, and has no wrappers. A helper is not even
optimized, as it is inlined by force; a step is, once, because its loops are made there; and a phase, which holds steps
that are optimized already, is not optimized a second time.
"""

from enum import Enum
from functools import cache
from typing import Any


class Part(Enum):
    """What a function is to its callers, and so how far it is compiled by itself."""

    HELPER = "helper"
    """Inlined into its callers; neither optimized nor translated."""
    STEP = "step"
    """Optimized as told that its arguments do not overlap; translated where it is linked."""
    FRAME = "frame"
    """Generated text that holds steps, already optimized, or other frames; translated as it is."""
    WHOLE = "whole"
    """Callable from Python; compiled in full."""


def library(codegen: Any, name: str, part: Part) -> Any:
    """An empty code library of that kind, for one function."""
    made = _kinds()[part](codegen, name)
    made.enable_object_caching()
    return made


@cache
def _kinds() -> dict[Part, type]:
    from numba.core.codegen import JITCodeLibrary

    class Settled(JITCodeLibrary):
        """Holds optimized parts; only tidied before it becomes machine code."""

        def _optimize_final_module(self) -> None:
            passes, builder = self._codegen._module_pass_manager(opt=1, loop_vectorize=False, slp_vectorize=False)
            passes.run(self._final_module, builder)

    class Step(JITCodeLibrary):
        """Optimized, but never machine code by itself."""

        def _finalize_final_module(self) -> None:
            self._finalize_dynamic_globals()
            self._finalized = True

        def get_pointer_to_function(self, name: str) -> int:
            self._ensure_finalized()
            return 0

        @property
        def codegen(self) -> Any:
            return _WithoutEnvironment(self._codegen)

    class Helper(Step):
        """Not optimized either."""

        def _optimize_final_module(self) -> None:
            pass

    return {Part.HELPER: Helper, Part.STEP: Step, Part.FRAME: Settled, Part.WHOLE: JITCodeLibrary}


class _WithoutEnvironment:
    """A code generator for functions that nobody calls from Python, which therefore have no environment to set."""

    def __init__(self, codegen: Any):
        self._codegen = codegen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codegen, name)

    def set_env(self, name: str, environment: Any) -> None:
        """Nothing to do."""
