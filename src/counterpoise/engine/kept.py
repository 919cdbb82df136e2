"""Machine code on the disk: how a generated function is kept, and read again without waking all of Numba.

Numba reads a kept function only after it has loaded everything it would need to compile one, SciPy's linear algebra
among it, and it keeps beside the machine code what others would need to inline it. A phase and the driver of a year
are never inlined, so nothing is kept of them but machine code, the symbols it defines and those it needs. Where one of
these cannot be found, LLVM would end the process; so each is looked for, and Numba loaded whole if one is missing.
"""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import FunctionType
from typing import Any


def kept_code(function: FunctionType, needed: Callable[[], None], used: Callable[[Path], None]) -> Any:
    """Numba's cache of one function's machine code.

    ``needed`` is called before the function is compiled, and ``used`` with a file of it when it was read.
    """
    return _kept_code()(function, needed, used)


@cache
def _kept_code() -> type:
    from numba.core.caching import CompileResultCacheImpl, FunctionCache

    class Form(CompileResultCacheImpl):
        def reduce(self, data: Any) -> Any:
            (name, _, (code, _)), *rest = data._reduce()
            module = data.library._get_module_for_linking()
            return (name, code, [*_symbols(module, False)], [*_symbols(module, True)]), rest

        def rebuild(self, target_context: Any, payload: Any) -> Any:
            return _rebuilt(target_context, *payload)

    class KeptCode(FunctionCache):
        _impl_class = Form

        def __init__(self, function: FunctionType, needed: Callable[[], None], used: Callable[[Path], None]):
            super().__init__(function)
            self.needed, self._used = needed, used

        def load_overload(self, sig: Any, target_context: Any) -> Any:
            with self._guard_against_spurious_io_errors():
                if found := self._load_overload(sig, target_context):
                    self._used(Path(self._cache_file._index_path))
                    return found
            self.needed()
            return None

    return KeptCode


def _symbols(module: Any, needed: bool) -> Iterator[str]:
    """The names a module defines, or those it needs from elsewhere."""
    for values in (module.functions, module.global_variables):
        yield from (v.name for v in values if bool(v.is_declaration) is needed and not v.name.startswith("llvm."))


def _rebuilt(context: Any, kept: tuple[str, bytes, list[str], list[str]], rest: list[Any]) -> Any:
    """The function as if it had just been compiled."""
    from numba.core.compiler import CompileResult
    from numba.core.runtime import rtsys

    name, code, defined, needed = kept
    described, environment, signature, objectmode, lifted, annotation, reload_init, environments = rest
    rtsys.initialize(context)
    codegen = context.codegen()
    if not all(_is_there(codegen, symbol) for symbol in needed):
        context.refresh()
    for initialize in reload_init:
        initialize()
    library = codegen.create_library(name)
    library.enable_object_caching()
    library._set_compiled_object(code)
    library._finalize_final_module()
    codegen._engine._defined_symbols.update(defined)
    parts = dict.fromkeys(CompileResult._fields) | {
        "target_context": context,
        "typing_context": context.typing_context,
        "library": library,
        "environment": environment,
        "entry_point": context.get_executable(library, described, environment),
        "fndesc": described,
        "type_annotation": annotation,
        "signature": signature,
        "objectmode": objectmode,
        "lifted": lifted,
        "reload_init": reload_init,
        "referenced_envs": environments,
    }
    for each in environments:
        codegen.set_env(each.env_name, each)
    return CompileResult(**parts)


def _is_there(codegen: Any, symbol: str) -> bool:
    from llvmlite.binding import address_of_symbol

    return codegen._engine.is_symbol_defined(symbol) or bool(address_of_symbol(symbol))
