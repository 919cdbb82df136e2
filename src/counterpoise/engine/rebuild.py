"""Turn the functions a mechanism is written with into functions the engine can run, and know all they reach.

A step is ordinary Python: it may call helpers, theory kernels and ``math.exp``. Before it runs, it and everything it
calls is rebuilt from source with five changes, the same ones for plain Python and for compiled code, which is why both
give the same bits:

- float literals and float constants become float32 (Numba would take them for float64);
- functions of ``math`` become those of ``core.maths``, and ``a ** b`` becomes ``square``, ``sqrt`` or ``power``;
- ``draw.uniform(i)`` becomes a call of ``core.random.uniform``;
- every name from outside the function (global, closure, attribute of a module, a formula's kernel) is looked up now and
  frozen;
- a step's local arrays, ``name = zeros(world.n_dyads)`` among its outermost statements, become arguments, since only of
  arguments can the compiler be told that they do not overlap.

Because nothing is left to look up later, the walk also yields a fingerprint of *all* source and constants reached.
"""

import ast
import builtins
import hashlib
import math
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from counterpoise.core import maths, random
from counterpoise.core.errors import InputError
from counterpoise.core.steps import ARGUMENTS, DRAWS, parse

from .frozen import fits_single, is_kernel, is_number, kernel_of, single
from .masking import masked
from .scratch_arrays import assigned, cleared, fills
from .varying import DRAW, ROW, SAME, VARIES, Kind, Setting, Widened

SUBSTITUTES: dict[Any, Any] = {
    **{getattr(math, name): getattr(maths, name) for name in ("exp", "log", "sqrt", "expm1", "log1p", "log10")},
    **{getattr(math, name): getattr(maths, name) for name in ("tanh", "atanh", "erfc", "floor", "ceil")},
    np.exp: maths.exp,
    np.log: maths.log,
    float: maths.real,
}
AS_THEY_ARE = (
    *(random.Draw, range, abs, min, max, int, bool, len),
    *(np.zeros, np.empty, np.float32, np.int32, np.uint32, np.uint64),
)
SIZES = ("n_states", "n_dyads", "n_pairs", "n_firms", "n_regimes")
INSIDE_MATHS = (np.sqrt, np.floor, np.ceil)
"""NumPy functions that IEEE 754 fixes exactly; only ``core.maths`` may use them, on float32."""
EXPONENTS: dict[Any, str] = {2.0: "square", 0.5: "sqrt"}
STATEMENTS = (
    *(ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.For, ast.While, ast.If, ast.Return),
    *(ast.Pass, ast.Break, ast.Continue),
)
REFUSED = (ast.Lambda, ast.ListComp, ast.GeneratorExp, ast.DictComp, ast.SetComp, ast.Dict, ast.Set, ast.JoinedStr)


@dataclass(frozen=True)
class Rebuilt:
    """A function ready to run, the hash of everything it reaches, and how long the arrays are that it is given."""

    function: Callable[..., Any]
    fingerprint: str
    locals: tuple[str, ...] = ()
    """For each array of zeros that follows a step's arguments, the size of the world it is as long as."""
    filled: tuple[bool, ...] = ()
    """For each of them, whether the step writes all of it before it reads any, so that zeros are not needed."""
    given: tuple[tuple[str, str], ...] = ()
    """What a flattened step takes in place of its three tuples: ``("world", "threat")`` and so on, before ``draw``."""


class Rebuilder:
    """Rebuilds functions once each; ``finish`` makes the last touch (compile, or leave as plain Python).

    ``flat`` steps take what they use of ``world``, ``change`` and ``p`` one by one: tuples are dear to compile.
    """

    def __init__(self, finish: Callable[[FunctionType, bool], Callable[..., Any]], flat: bool = False):
        self._finish, self._flat = finish, flat
        self._wide: dict[tuple[FunctionType, Any], tuple[Rebuilt, Widened]] = {}
        self.faithful = True
        """Whether the code mentions all that was looked up; it may not where a file was edited after its import."""
        self._done: dict[FunctionType, Rebuilt] = {}
        self._open: list[FunctionType] = []

    def rebuild(self, function: Callable[..., Any], outermost: bool = False) -> Rebuilt:
        """The function as the engine runs it. Raises InputError, with file and line, for what cannot be frozen."""
        plain = kernel_of(function)
        if plain in self._open:
            raise InputError(f"{plain.__qualname__} calls itself; a step must not recurse")
        if plain not in self._done:  # told apart by identity: two closures share their code, not what they hold
            self._open.append(plain)
            self._done[plain] = self._rebuild(plain, outermost)
            self._open.pop()
        return self._done[plain]

    def widen(self, function: Callable[..., Any], kinds: tuple[Kind, ...] | Callable[..., Kind]) -> Rebuilt:
        """A step, or a loop of the engine's own, for several members side by side (see ``masking``).

        ``kinds`` are those of its arguments, or say what a part of a step's world stands for.
        """
        return self._widen(kernel_of(function), kinds, True)[0]

    def _widen(self, function: FunctionType, kinds: Any, outermost: bool) -> tuple[Rebuilt, Widened]:
        if (function, kinds) in self._wide:
            return self._wide[function, kinds]
        if function in self._open:
            raise InputError(f"{function.__qualname__} calls itself; a step must not recurse")
        self._open.append(function)
        try:
            self._wide[function, kinds] = self._widened(function, kinds, outermost)
        finally:
            self._open.pop()
        return self._wide[function, kinds]

    def _widened(self, function: FunctionType, kinds: Any, outermost: bool) -> tuple[Rebuilt, Widened]:
        tree, file = parse(function)
        rewriter = _Rewriter(function, file, tree, self._flat and outermost, wide=True)
        body = rewriter.rewrite()
        self.faithful &= rewriter.named <= {*function.__code__.co_names, *function.__code__.co_freevars}
        names, own = [a.arg for a in body.args.args], isinstance(kinds, tuple)
        found = kinds if own else tuple(rewriter.kinds(kinds))
        known = dict(zip(names, (*found, *[SAME] * (len(names) - len(found))), strict=True))
        marks: list[str] = []

        def helper(inner: FunctionType, given: tuple[Kind, ...]) -> Widened:
            rebuilt, how = self._widen(kernel_of(inner), given, False)
            marks.append(rebuilt.fingerprint)
            return how

        made = masked(body, known, Setting(file, rewriter.frozen, helper, outermost and not own, outermost and own))
        scope, parts = {"__builtins__": {}, "__name__": function.__module__}, [ast.dump(made.tree), *marks]
        used = {node.id for node in ast.walk(made.tree) if isinstance(node, ast.Name)}
        for name, value in rewriter.frozen.items():
            if name in used:
                scope[name], mark = self._freeze(value)
                parts.append(f"{name}={mark}")
        rebuilt = self._finished(function, made.tree, file, scope | made.scope, parts, rewriter, outermost)
        return rebuilt, Widened(rebuilt.function, made.returns, made.needs_mask, made.writes)

    def _rebuild(self, function: FunctionType, outermost: bool) -> Rebuilt:
        tree, file = parse(function)
        rewriter = _Rewriter(function, file, tree, self._flat and outermost)
        body = rewriter.rewrite()
        self.faithful &= rewriter.named <= {*function.__code__.co_names, *function.__code__.co_freevars}
        scope, parts = {"__builtins__": {}, "__name__": function.__module__}, [ast.dump(body)]
        for name, value in rewriter.frozen.items():
            scope[name], mark = self._freeze(value)
            parts.append(f"{name}={mark}")
        return self._finished(function, body, file, scope, parts, rewriter, outermost)

    def _finished(
        self,
        function: FunctionType,
        body: ast.FunctionDef,
        file: str,
        scope: dict[str, Any],
        parts: list[str],
        rewriter: "_Rewriter",
        outermost: bool,
    ) -> Rebuilt:
        defaults = tuple(map(single, rewriter.defaults))
        parts.append(repr(defaults))
        made = _compiled_function(body, file, scope, defaults)
        fingerprint = hashlib.sha256("\n".join(parts).encode()).hexdigest()
        # compiled code is linked by this name, also to code another process compiled, so it must tell steps apart
        made.__qualname__ = f"{made.__name__}_{fingerprint[:20]}"
        local, given = tuple(rewriter.lifted.values()), tuple(rewriter.given)
        filled = tuple(name in rewriter.filled for name in rewriter.lifted)
        return Rebuilt(self._finish(made, outermost), fingerprint, local, filled, given)

    def _freeze(self, value: Any) -> tuple[Any, str]:
        if isinstance(value, FunctionType):
            rebuilt = self.rebuild(value)
            return rebuilt.function, rebuilt.fingerprint
        value = single(value)
        if isinstance(value, np.ndarray):
            return value, f"{value.dtype}{value.shape}{hashlib.sha256(value.tobytes()).hexdigest()}"
        return value, f"{type(value).__name__}:{value!r}"


class _Rewriter(ast.NodeTransformer):
    """Makes the five changes in one function's tree; ``frozen`` collects what it found outside."""

    def __init__(self, function: FunctionType, file: str, tree: ast.FunctionDef, flat: bool, wide: bool = False):
        self.function, self.file, self.tree, self.wide = function, file, tree, wide
        self.flat = flat and tuple(a.arg for a in tree.args.args) == ARGUMENTS
        self.given: dict[tuple[str, str], str] = {}
        self.local = {*function.__code__.co_varnames, *function.__code__.co_cellvars}
        cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
        self.outside = {**vars(builtins), **function.__globals__, **{name: cell.cell_contents for name, cell in cells}}
        self.frozen: dict[str, Any] = {}
        self.named: set[str] = set()
        """The names looked up outside, and of attributes."""
        self.lifted: dict[str, str] = {}
        self.filled: set[str] = set()

    def rewrite(self) -> ast.FunctionDef:
        self.tree.decorator_list, self.tree.returns = [], None
        given = self.tree.args
        if given.vararg or given.kwarg:
            self.fail(self.tree, f"{self.tree.name} takes any number of arguments; name them all")
        for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs):
            argument.annotation = None
        # arguments that go by name alone may go by place too, which is all that compiled code knows
        named = self.function.__kwdefaults__ or {}
        given.args, rest = [*given.posonlyargs, *given.args, *given.kwonlyargs], given.kwonlyargs
        self.defaults = (*(self.function.__defaults__ or ()), *(named.get(argument.arg) for argument in rest))
        if not self.function.__defaults__ and not named:
            self.defaults = ()
        given.posonlyargs, given.kwonlyargs, given.kw_defaults = [], [], []
        if self.tree.body and isinstance(self.tree.body[0], ast.Expr) and _is_text(self.tree.body[0].value):
            self.tree.body = self.tree.body[1:] or [ast.Pass()]
        self.defaults = () if self.wide else self.defaults
        given.defaults = [ast.Constant(None) for _ in self.defaults]
        if tuple(a.arg for a in self.tree.args.args) == ARGUMENTS:
            self._lift_arrays()
        self.tree.body = [self.visit(statement) for statement in self.tree.body]
        if self.flat:
            self.tree.args.args[:3] = [ast.arg(name) for name in self.given.values()]
        return ast.fix_missing_locations(self.tree)

    def kinds(self, of: Callable[[str], Kind]) -> list[Kind]:
        """What a flattened step's arguments stand for: ``of`` says it of a name of the world."""
        given = [VARIES if who == "p" else of(name) for who, name in self.given]
        return [*given, DRAW, *[ROW] * len(self.lifted)]

    def _lift_inner(self, statement: ast.stmt, stored: list[str]) -> ast.stmt:
        """Arrays made inside of branches and loops, too; they are cleared where they would be made."""
        rewriter = self

        class Inner(ast.NodeTransformer):
            def visit_Assign(self, node: ast.Assign) -> Any:
                made = [(t.id, rewriter._size(v)) for t, v in assigned(node) if isinstance(t, ast.Name)]
                if not made or not all(size and stored.count(name) == 1 for name, size in made):
                    return node
                rewriter.lifted |= dict(made)
                return [cleared(name, size, node) for name, size in made]

        made = Inner().visit(statement)
        self.local |= {f"place_of_{name}" for name in self.lifted}
        return made

    def _lift_arrays(self) -> None:
        """Make arguments of the arrays of zeros that the outermost statements make, each under a name of its own."""
        stored = [n.id for n in ast.walk(self.tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        body: list[ast.stmt] = []
        for statement in self.tree.body:
            pairs = assigned(statement)
            sizes = {t.id: size for t, v in pairs if isinstance(t, ast.Name) and (size := self._size(v))}
            lifted = {name: size for name, size in sizes.items() if stored.count(name) == 1}
            kept = [(t, v) for t, v in pairs if not (isinstance(t, ast.Name) and t.id in lifted)]
            self.lifted |= lifted
            if not lifted:
                body.append(statement)
            elif kept:
                targets, values = (
                    ast.Tuple(list(part), context)
                    for part, context in zip(zip(*kept, strict=True), (ast.Store(), ast.Load()), strict=True)
                )
                body.append(ast.copy_location(ast.Assign([targets], values), statement))
        if self.wide:
            body = [self._lift_inner(statement, stored) for statement in body]
        self.tree.body = body or [ast.Pass()]
        self.filled = {name for name, size in self.lifted.items() if fills(self.tree.body, name, size)}
        self.tree.args.args += [ast.arg(name) for name in self.lifted]

    def _size(self, value: ast.expr) -> str:
        """``n_dyads`` for ``zeros(world.n_dyads)``, else nothing."""
        if not (isinstance(value, ast.Call) and len(value.args) == 1 and isinstance(value.func, ast.Name)):
            return ""
        size, named = value.args[0], value.func.id
        self.named |= {named} - self.local
        ours = named not in self.local and self.outside.get(named) is maths.zeros
        counted = isinstance(size, ast.Attribute) and isinstance(size.value, ast.Name) and size.value.id == "world"
        return size.attr if ours and counted and isinstance(size, ast.Attribute) and size.attr in SIZES else ""

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, REFUSED) or (isinstance(node, ast.stmt) and not isinstance(node, STATEMENTS)):
            self.fail(node, f"{type(node).__name__} cannot be used inside a step or what it calls")
        return super().visit(node)

    def fail(self, node: ast.AST, text: str) -> None:
        raise InputError(f"{self.file}:{getattr(node, 'lineno', self.tree.lineno)}: {text}")

    def visit_AnnAssign(self, node: ast.AnnAssign) -> Any:
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        plain = ast.Assign([node.target], node.value)
        return self.visit(ast.copy_location(plain, node))

    def visit_Constant(self, node: ast.Constant) -> Any:
        if isinstance(node.value, float) and not fits_single(node.value):
            self.fail(node, f"{node.value!r} does not fit in single precision")
        return node

    def visit_BinOp(self, node: ast.BinOp) -> Any:
        if not isinstance(node.op, ast.Pow):
            return self.generic_visit(node)
        base = self.visit(node.left)
        name = EXPONENTS.get(node.right.value) if isinstance(node.right, ast.Constant) else None
        if name:
            return self._call(getattr(maths, name), [base], node)
        return self._call(maths.power, [base, self.visit(node.right)], node)

    def visit_Call(self, node: ast.Call) -> Any:
        function = node.func
        if isinstance(function, ast.Attribute) and function.attr in DRAWS and _is_draw(function.value):
            return self._draw(function.attr, node)
        if isinstance(function, ast.Name) and function.id not in self.local and len(node.args) == 2:
            # Numba's own are calls when loops are made, which keeps every loop around them scalar
            for builtin, ours in ((min, maths.lesser), (max, maths.greater)):
                if self.outside.get(function.id) is builtin:
                    self.named.add(function.id)
                    return self._call(ours, [self.visit(argument) for argument in node.args], node)
        return self.generic_visit(node)

    def _draw(self, kind: str, node: ast.Call) -> ast.Call:
        """The channel always as an unsigned number, so that one compiled version serves all draws."""
        given = [*node.args[1:2], *(k.value for k in node.keywords if k.arg == "channel"), ast.Constant(0)]
        draw = ast.copy_location(ast.Name("draw", ast.Load()), node)
        numbers = [self._call(np.uint32, [self.visit(n)], node) for n in (node.args[0], given[0])]
        return self._call(getattr(random, kind), [draw, *numbers], node)

    def visit_Name(self, node: ast.Name) -> Any:
        if node.id in self.local or not isinstance(node.ctx, ast.Load):
            return node
        return self._freeze(self._look_up(node.id, node), node)

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        if self.flat and isinstance(node.value, ast.Name) and node.value.id in ARGUMENTS[:3]:
            name = self.given.setdefault((node.value.id, node.attr), f"{node.value.id}__{node.attr}")
            return ast.copy_location(ast.Name(name, ast.Load()), node)
        chain, base = [node.attr], node.value
        while isinstance(base, ast.Attribute):
            chain.append(base.attr)
            base = base.value
        if not isinstance(base, ast.Name) or base.id in self.local:
            return self.generic_visit(node)
        value = self._look_up(base.id, base)
        for name in reversed(chain):
            if not hasattr(value, name):
                self.fail(node, f"{ast.unparse(node)}: there is no {name!r}")
            value = getattr(value, name)
        self.named |= set(chain)
        return self._freeze(value, node)

    def _look_up(self, name: str, node: ast.AST) -> Any:
        if name not in self.outside:
            self.fail(node, f"the name {name!r} is not defined")
        self.named.add(name)
        return self.outside[name]

    def _freeze(self, value: Any, node: ast.expr) -> ast.expr:
        with suppress(TypeError):  # what cannot be hashed is not one of the substitutes
            value = SUBSTITUTES.get(value, value)
        allowed = AS_THEY_ARE + (INSIDE_MATHS if self.function.__module__ == maths.__name__ else ())
        if not isinstance(value, ModuleType) and is_kernel(value):
            value = kernel_of(value)
        elif not (is_number(value) or isinstance(value, np.ndarray) or any(value is known for known in allowed)):
            self.fail(node, f"{ast.unparse(node)} cannot be used inside a step or what it calls")
        if isinstance(value, float) and not fits_single(value):
            self.fail(node, f"{ast.unparse(node)} = {value!r} does not fit in single precision")
        name = f"_{getattr(value, '__name__', 'constant')}_{len(self.frozen)}"
        known = next((n for n, v in self.frozen.items() if v is value), name)
        self.frozen[known] = value
        return ast.copy_location(ast.Name(known, ast.Load()), node)

    def _call(self, function: Any, args: list[ast.expr], node: ast.expr) -> ast.Call:
        return ast.copy_location(ast.Call(self._freeze(function, node), args, []), node)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _is_draw(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == "draw"


def _compiled_function(
    tree: ast.FunctionDef, file: str, scope: dict[str, Any], defaults: tuple[Any, ...]
) -> FunctionType:
    code = compile(ast.Module([tree], []), file, "exec", dont_inherit=True)
    inner = next(c for c in code.co_consts if isinstance(c, CodeType))
    inner = inner.replace(co_consts=tuple(single(c) for c in inner.co_consts))
    return FunctionType(inner, scope, tree.name, defaults)
