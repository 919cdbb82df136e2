"""Compiled code that is only ever linked into other code, and so never made executable by itself.

Numba makes every function that is called by another a program of its own: wrapped for Python, optimized, translated to
machine code, and then optimized and translated again inside each of its callers. For a model of many steps that is
most of the time of a cold start. A *fragment* stops short of machine code, and has no wrappers. A helper is not even
optimized, as it is inlined by force; a step is, once, because its loops are made there; a phase, which holds steps that
are optimized already, is not optimized a second time; and the driver of a year calls phases without holding them.
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
    DRIVER = "driver"
    """Calls frames where they lie, by their names; they have to be loaded before it."""
    WHOLE = "whole"
    """Callable from Python; compiled in full."""


FRAME_NAME = "counterpoise_frame"


def set_up(state: Any, part: Part) -> None:
    """Give a function that is about to be compiled the code library of its kind.

    A frame is called by its symbol, also from code that another process compiled; so the symbol must not hold Numba's
    count of functions, which differs between processes. The hash in the name of its module tells frames apart.
    """
    name = state.func_id.func_qualname
    if part is Part.FRAME:
        state.func_id.unique_id, name = 0, FRAME_NAME
        state.func_id.unique_name = f"{state.func_id.func_qualname}$0"
    state.library = _kinds()[part](state.targetctx.codegen(), name)
    state.library.enable_object_caching()


@cache
def _kinds() -> dict[Part, type]:
    from numba.core.codegen import JITCodeLibrary

    class Settled(JITCodeLibrary):
        """Holds optimized parts; only tidied before it becomes machine code."""

        def _optimize_final_module(self) -> None:
            passes, builder = self._codegen._module_pass_manager(opt=0, loop_vectorize=False, slp_vectorize=False)
            passes.run(self._final_module, builder)

    class Driver(Settled):
        """Leaves frames where they are."""

        def add_linking_library(self, library: Any) -> None:
            if library.name != FRAME_NAME:
                super().add_linking_library(library)

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
        """Not optimized either: its callers are, with it inside."""

        def _optimize_functions(self, module: Any) -> None:
            module.data_layout = self._codegen._data_layout

        def _optimize_final_module(self) -> None:
            pass

    return {Part.HELPER: Helper, Part.STEP: Step, Part.FRAME: Settled, Part.DRIVER: Driver}


class _WithoutEnvironment:
    """A code generator for functions that nobody calls from Python, which therefore have no environment to set."""

    def __init__(self, codegen: Any):
        self._codegen = codegen

    def __getattr__(self, name: str) -> Any:
        return getattr(self._codegen, name)

    def set_env(self, name: str, environment: Any) -> None:
        """Nothing to do."""
