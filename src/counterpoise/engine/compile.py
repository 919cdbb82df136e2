"""Everything about Numba: how functions are compiled, what is refused, where compiled code is kept.

Three facts shape this file. (1) Numba is told that a world and its changes never overlap (LLVM's ``noalias``; not a
public option), so that what was looked up once need not be looked up again after a write. (2) Helpers are inlined by
force: lanes stay in the processor. (3) Numba's own cache keys a function by its own file and so misses edits
in what it calls; hence only generated functions are cached, in files named by the hash of everything they reach.

Floating point is strict: no reassociation, no contraction, so that the bits are the same on every x86 generation.
``FAST`` gives that up for speed but keeps NaN and infinity, which the check for faults needs.
"""

import enum
import hashlib
import os
import sys
import types
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from counterpoise.core.errors import InputError, ResourceError

from . import lanes
from .fragments import Part, set_up
from .kept import kept_code
from .unlace import teach_unlace


class Mode(enum.StrEnum):
    """How steps are run."""

    STRICT = "strict"
    """Compiled; the same bits on every machine."""
    FAST = "fast"
    """Compiled, with sums and products reordered for speed; last bits may differ between machines."""
    PLAIN = "plain"
    """Plain Python, slow: for debugging, and the oracle of ``strict``, whose bits it shares."""


REORDERED = {"nsz", "arcp", "contract", "afn", "reassoc"}
FUSED = {"contract"}
"""What our elementary functions bear: products added without rounding in between, but no other order."""
_HELD: dict[Path, Any] = {}
_BARE: set[Path] = set()
"""Functions whose text alone is held, to be read from the cache; see ``generated``."""
UNWRAPPED: dict[str, Any] = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True}
INSTRUCTIONS = (
    *("compile", "fragments", "kept", "lanes", "lane_code", "vectors", "unlace", "linking", "rows"),
    *("rebuild", "masking", "writing", "varying", "ways", "drawing", "scratch_arrays", "frozen"),
)
"""The files of this folder that decide what becomes of a step."""
STRICT_FLAGS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "fastmath": False}


def usual_mode() -> Mode:
    """Strict, or plain where NUMBA_DISABLE_JIT is set."""
    return Mode.PLAIN if os.environ.get("NUMBA_DISABLE_JIT", "0") not in ("", "0") else Mode.STRICT


def cache_folder() -> Path:
    """Where compiled code is kept: COUNTERPOISE_CACHE, or the platform's folder for caches."""
    if chosen := os.environ.get("COUNTERPOISE_CACHE"):
        return Path(chosen).expanduser()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "counterpoise"


def used(file: Path) -> None:
    """Note that a kept file was of use, for whoever deletes what is not."""
    with suppress(OSError):
        os.utime(file)


def finisher(mode: Mode, linked: bool = False) -> Callable[[types.FunctionType, bool], Callable[..., Any]]:
    """The last touch on a rebuilt function: steps get ``noalias``, what they call is inlined; plain stays plain.

    ``linked`` functions cannot be called from Python, only from compiled code, and are compiled sooner.
    """
    if mode is Mode.PLAIN:
        return lambda function, outermost: function
    from numba import njit

    teach_unlace()

    def finish(function: types.FunctionType, outermost: bool) -> Callable[..., Any]:
        ours = function.__globals__["__name__"].startswith("counterpoise.core")
        reordered = FUSED if ours else REORDERED
        flags: dict[str, Any] = STRICT_FLAGS | {"fastmath": reordered if mode is Mode.FAST else False}
        how: dict[str, Any] = {} if outermost else {"forceinline": True}
        part = (Part.STEP if outermost else Part.HELPER) if linked else Part.WHOLE
        wrappers: dict[str, Any] = UNWRAPPED | {"_nrt": _allocates(function)} if linked else {}
        return njit(pipeline_class=_pipeline(part, outermost), **how, **flags, **wrappers)(function)

    return finish


def _allocates(function: Any) -> bool:
    """Whether a rebuilt function makes arrays, itself or in what it calls; one that does not need not count owners."""
    if getattr(function, "__module__", "") == lanes.__name__:
        return False
    reached = getattr(getattr(function, "py_func", function), "__globals__", {}).values()
    return function in (np.zeros, np.empty) or any(map(_allocates, filter(callable, reached)))


def versions() -> str:
    """What compiled code depends on beside its source; part of every fingerprint."""
    import numba

    about = f"numba {numba.__version__}, numpy {np.__version__}, python {sys.version_info[:2]}"
    return f"{about}, {_instructions()}"


@cache
def _instructions() -> str:
    """The hash of the engine's own source that writes instructions, where Numba does not."""
    files = [Path(__file__).with_name(f"{name}.py") for name in INSTRUCTIONS]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def generated(
    name: str,
    text: str,
    scope: dict[str, Any],
    key: str,
    mode: Mode,
    linked: bool = False,
    complete: Callable[[], Any] | None = None,
) -> Callable[..., Any]:
    """A function from generated source; compiled and cached under ``key``, the hash of all it reaches.

    ``linked`` ones are called by other generated functions only. One process holds each function once. Where its
    machine code is likely kept, ``complete`` can stand in for a part of the scope: it is called should the function
    have to be compiled after all, and must generate it with its whole scope. Raises ResourceError where the cache
    folder cannot be written.
    """
    if mode is Mode.PLAIN:
        exec(compile(text, f"<{name}>", "exec"), scope)
        return scope[name]
    path = _write_once(cache_folder() / "compiled" / f"{name}_{key[:20]}.py", text)
    if path not in _HELD:
        _HELD[path] = _held(path, name, text, scope, linked, complete)
        if complete:
            _BARE.add(path)
    elif path in _BARE and not complete:
        _HELD[path].py_func.__globals__.update(scope)
        _BARE.discard(path)
    return _HELD[path]


def _held(
    path: Path, name: str, text: str, scope: dict[str, Any], linked: bool, complete: Callable[[], Any] | None
) -> Any:
    from numba import njit

    module = types.ModuleType(path.stem)
    module.__file__ = str(path)
    module.__dict__.update(scope)
    sys.modules[path.stem] = module  # the cache finds the function's module by its name
    exec(compile(text, str(path), "exec"), module.__dict__)
    wrappers: dict[str, Any] = UNWRAPPED | {"_nrt": False} if linked else {"no_cfunc_wrapper": True}
    pipeline = _pipeline(Part.FRAME if linked else Part.DRIVER, False)
    function = njit(pipeline_class=pipeline, **STRICT_FLAGS, **wrappers)(module.__dict__[name])

    def needed() -> None:
        if path in _BARE and complete:
            complete()
        if path in _BARE:
            raise ResourceError(f"{name} is not what it was a moment ago: a file was edited meanwhile; start again")

    function._cache = kept_code(function.py_func, needed, used)
    return function


def is_kept(function: Callable[..., Any]) -> bool:
    """Whether a generated function has been compiled before, here or by another process."""
    path = Path(function.py_func.__code__.co_filename)  # type: ignore[attr-defined]
    return any(path.parent.glob(f"__pycache__/{path.stem}.*.nbc"))


def make_whole(function: Callable[..., Any]) -> None:
    """Give a generated function what it calls, where only its text was recalled; before it is compiled."""
    function._cache.needed()  # type: ignore[attr-defined]


def cache_hits(function: Callable[..., Any]) -> int:
    """How many signatures of a generated function were read from the cache rather than compiled."""
    stats = getattr(function, "stats", None)
    return sum(stats.cache_hits.values()) if stats else 0


def _write_once(path: Path, text: str) -> Path:
    """Another process may write the same file at the same time; both write the same text, and a rename is atomic."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            mine = path.with_suffix(f".{os.getpid()}")
            mine.write_text(text, encoding="utf-8")
            mine.replace(path)
    except OSError as error:
        raise ResourceError(
            f"compiled code cannot be kept in {path.parent}: {error}; set COUNTERPOISE_CACHE"
        ) from error
    return path


@cache
def _pipeline(part: Part, noalias: bool) -> type:
    """Numba's compiler with the ``noalias`` flag, a library for the part, and a pass that refuses float64."""
    from numba.core.compiler import Compiler
    from numba.core.typed_passes import InlineOverloads, NopythonRewrites, NopythonTypeInference
    from numba.core.untyped_passes import InlineClosureLikes, InlineInlinables, LiteralPropagationSubPipelinePass

    idle = {InlineClosureLikes, InlineInlinables, LiteralPropagationSubPipelinePass, InlineOverloads, NopythonRewrites}

    class Pipeline(Compiler):
        def define_pipelines(self) -> Any:
            state = self.state
            state.flags.noalias = noalias
            if part is not Part.WHOLE:
                set_up(state, part)
            pipelines = super().define_pipelines()
            for pipeline in pipelines:
                if part in (Part.HELPER, Part.STEP):
                    pipeline.passes = [step for step in pipeline.passes if step[0] not in idle]
                if part in (Part.HELPER, Part.STEP, Part.WHOLE):
                    pipeline.add_pass_after(_refuse_double(), NopythonTypeInference)
                pipeline.finalize()
            return pipelines

    return Pipeline


@cache
def _refuse_double() -> type:
    from numba.core import types as kinds
    from numba.core.compiler_machinery import AnalysisPass, register_pass

    def is_double(kind: Any) -> bool:
        inner = getattr(kind, "dtype", kind)
        return inner in (kinds.float64, kinds.complex128)

    @register_pass(mutates_CFG=False, analysis_only=True)
    class RefuseDouble(AnalysisPass):
        _name = "refuse_double"

        def __init__(self) -> None:
            super().__init__()

        def run_pass(self, state: Any) -> bool:
            if any(map(is_double, state.args)):
                return False  # the caller is to blame, and is looked at next
            if doubles := [name for name, kind in state.typemap.items() if is_double(kind)]:
                raise InputError(_double_message(state, doubles))
            return False

    return RefuseDouble


def _double_message(state: Any, names: list[str]) -> str:
    """Where the first float64 arose, for the person who has to write ``1.0`` instead of ``1``."""
    assigned = [s for block in state.func_ir.blocks.values() for s in block.body if _target(s) in names]
    where = min((s.loc for s in assigned), key=lambda loc: loc.line, default=state.func_ir.loc)
    return (
        f"{where.filename}:{where.line}: a number becomes float64 in {state.func_ir.func_id.func.__name__}; write 1.0 "
        "instead of 1 beside a real number, and float(n) for a count"
    )


def _target(statement: Any) -> str:
    return getattr(getattr(statement, "target", None), "name", "")
