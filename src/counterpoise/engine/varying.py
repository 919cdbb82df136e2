"""Which expressions differ between members, and how these are written for lanes (``masking`` has the statements)."""

import ast
import copy
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any, NamedTuple, NoReturn

import numpy as np

from counterpoise.core import maths, random
from counterpoise.core.errors import InputError

from . import lanes
from .ways import Names

SAME, VARIES, SHARED, ROW, TABLE, DRAW, NOTHING = "same", "varies", "shared", "row", "table", "draw", "nothing"
"""What a name stands for: one number for all members, one for each, an array for all, lanes, lanes in two dimensions,
an address of draws; nothing."""
Kind = Any
"""One of these, or a tuple of them."""
ARRAYS = (SHARED, ROW, TABLE)
CASTS: dict[Any, Callable[..., Any]] = {
    np.float32: lanes.real, np.int32: lanes.signed, np.uint32: lanes.unsigned, np.uint64: lanes.wide,
    np.sqrt: lanes.root, np.floor: lanes.down, np.ceil: lanes.up, abs: lanes.size_of, int: lanes.signed,
    bool: lanes.truth,
}  # fmt: skip
VIEWS = {np.int32: lanes.view_signed, np.float32: lanes.view_real}
OPERATIONS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.LShift, ast.RShift, ast.BitAnd, ast.BitOr, ast.BitXor)
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)
Made = tuple[ast.expr, Kind]


class Widened(NamedTuple):
    """A helper for lanes: what it returns, whether it takes a mask, whether it writes to arrays it is given."""

    function: Any
    returns: Kind
    needs_mask: bool
    writes: bool


Helper = Callable[[FunctionType, tuple[Kind, ...]], Widened]
"""Makes a function for lanes of arguments of such kinds."""


@dataclass(frozen=True)
class Setting:
    """Where a function stands: its file, what it found outside, how its helpers are made, whether it is a step.

    Loops of the engine's ``own`` are for all members at once, and so ask for no mask.
    """

    file: str
    frozen: Mapping[str, Any]
    helper: Helper
    step: bool = False
    own: bool = False


class Expressions:
    """Writes expressions for lanes; ``kinds`` of names are those of the pass before, and grow until nothing changes."""

    def __init__(self, tree: ast.FunctionDef, kinds: dict[str, Kind], setting: Setting):
        self.tree, self.kinds, self.setting = tree, kinds, setting
        self.scope: dict[str, Any] = {}
        self.names = Names({part.id for part in ast.walk(tree) if isinstance(part, ast.Name)} | {*setting.frozen})
        self.names.taken |= {argument.arg for argument in tree.args.args}
        self.whole = self.mask = self.names.fresh("mask")
        self.needs_mask, self.writes = setting.step, False
        self.line, self.guarded, self.turns = tree.lineno, 0, 0

    def refuse(self, node: ast.AST, why: str) -> NoReturn:
        line = getattr(node, "lineno", self.line)
        raise InputError(f"{self.setting.file}:{line}: {why}")

    def call(self, function: Callable[..., Any], *args: ast.expr) -> ast.expr:
        name = f"lane_{function.__name__}"
        self.scope[name] = function
        return ast.Call(name_of(name), list(args), [])

    def now(self) -> ast.expr:
        """The mask of the members that are here."""
        self.needs_mask |= self.mask == self.whole
        return name_of(self.mask)

    def known(self, node: ast.expr) -> Any:
        """What a name from outside stands for."""
        name = node.id if isinstance(node, ast.Name) else ""
        return self.scope.get(name, self.setting.frozen.get(name))

    def expression(self, node: ast.expr) -> Made:
        found = getattr(self, f"_{type(node).__name__}", None)
        if found is None:
            self.refuse(node, f"{type(node).__name__} cannot be used inside a step or what it calls")
        made, kind = found(node)
        return made, kind

    def number(self, node: ast.expr) -> Made:
        """An expression that must be a number."""
        made, kind = self.expression(node)
        if kind not in (SAME, VARIES):
            self.refuse(node, "a number is needed here, not an array or several numbers")
        return made, kind

    def _Constant(self, node: ast.Constant) -> Made:
        return node, SAME

    def _Name(self, node: ast.Name) -> Made:
        if node.id in self.kinds:
            return node, self.kinds[node.id]
        return node, SHARED if isinstance(self.known(node), np.ndarray) else SAME

    def _Attribute(self, node: ast.Attribute) -> Made:
        base, kind = self.expression(node.value)
        if kind in ARRAYS and node.attr != "size" and not self.setting.own:
            self.refuse(node, "of an array, a step may ask for single places and for its size")
        varies = kind == DRAW and node.attr == "member"
        return ast.Attribute(base, node.attr, node.ctx), VARIES if varies else SAME

    def _Subscript(self, node: ast.Subscript) -> Made:
        base, kind = self.expression(node.value)
        if isinstance(kind, tuple):
            if not (isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, int)):
                self.refuse(node, "which of several numbers must be written out, as in pair[0]")
            return ast.Subscript(base, node.slice, ast.Load()), kind[node.slice.value]
        index, varies = self.place(node.slice)
        if varies:
            if kind not in (ROW, SHARED):
                self.refuse(node, "the place differs between members, which only a list in one dimension allows")
            return self.call(lanes.look if kind == ROW else lanes.look_up, base, index), VARIES
        made = ast.Subscript(base, index, ast.Load())
        if kind == TABLE:
            return made, VARIES if isinstance(node.slice, ast.Tuple) else ROW
        return made, {ROW: VARIES, SHARED: SAME}.get(kind, SAME)

    def place(self, node: ast.expr) -> tuple[ast.expr, bool]:
        """An index, and whether it differs between members."""
        if any(isinstance(part, ast.Slice) for part in ast.walk(node)):
            self.refuse(node, "an array cannot be cut; go through its places one by one")
        if isinstance(node, ast.Tuple):
            parts = list(map(self.number, node.elts))
            if any(kind == VARIES for _, kind in parts):
                self.refuse(node, "a place in two dimensions must be the same for all members")
            return ast.Tuple([made for made, _ in parts], ast.Load()), False
        made, kind = self.number(node)
        return made, kind == VARIES

    def _Tuple(self, node: ast.Tuple) -> Made:
        made, kinds = zip(*map(self.expression, node.elts), strict=True)
        return ast.Tuple(list(made), ast.Load()), kinds

    def _BinOp(self, node: ast.BinOp) -> Made:
        (left, a), (right, b) = self.number(node.left), self.number(node.right)
        kind = VARIES if VARIES in (a, b) else SAME
        if kind == VARIES and not isinstance(node.op, OPERATIONS):
            self.refuse(node, "of numbers that differ between members there is no remainder; use floor(a / b)")
        return ast.BinOp(left, node.op, right), kind

    def _UnaryOp(self, node: ast.UnaryOp) -> Made:
        made, kind = (self.truth if isinstance(node.op, ast.Not) else self.number)(node.operand)
        if kind == VARIES and isinstance(node.op, ast.UAdd):
            return made, kind
        if kind == VARIES and isinstance(node.op, ast.Not):
            return self.call(lanes.neither, made), kind
        if kind == VARIES and isinstance(node.op, ast.Invert):
            self.refuse(node, "~ cannot be used on what differs between members; use not")
        return ast.UnaryOp(node.op, made), kind

    def truth(self, node: ast.expr) -> Made:
        """A test, where a number counts as its being other than 0."""
        if isinstance(node, ast.BoolOp):
            return self._joined(node, self.truth)
        made, kind = self.number(node)
        if kind == VARIES and not isinstance(node, ast.Compare):
            made = self.call(lanes.truth, made)
        return made, kind

    def _BoolOp(self, node: ast.BoolOp) -> Made:
        return self._joined(node, self.number)

    def _joined(self, node: ast.BoolOp, read: Callable[[ast.expr], Made]) -> Made:
        """Tests joined by and, or; what a test that is the same for all members rules out is not looked at."""
        before, parts = self.guarded, list[Made]()
        for value in node.values:
            parts.append(read(value))
            self.guarded += parts[-1][1] == VARIES
        self.guarded = before
        if all(kind == SAME for _, kind in parts):
            return ast.BoolOp(node.op, [made for made, _ in parts]), SAME
        how, rules_out = (lanes.both, False) if isinstance(node.op, ast.And) else (lanes.either, True)
        whole, last = parts[-1]
        whole = whole if last == VARIES else self.call(lanes.spread, self.call(bool, whole))
        for made, kind in reversed(parts[:-1]):
            if kind == VARIES:
                whole = self.call(how, made, whole)
            else:
                answer = self.call(lanes.spread, ast.Constant(rules_out))
                whole = ast.IfExp(made, answer if rules_out else whole, whole if rules_out else answer)
        return whole, VARIES

    def _Compare(self, node: ast.Compare) -> Made:
        usual = all(isinstance(op, COMPARISONS) for op in node.ops)
        parts = list(map(self.number if usual else self.expression, [node.left, *node.comparators]))
        if not usual and any(kind != SAME and set(kind) != {SAME} for _, kind in parts):
            self.refuse(node, "what differs between members is compared with <, <=, >, >=, == or !=")
        if not usual or all(kind == SAME for _, kind in parts):
            return ast.Compare(parts[0][0], node.ops, [made for made, _ in parts[1:]]), SAME
        whole: ast.expr | None = None
        for op, (left, a), (right, b) in zip(node.ops, parts, parts[1:], strict=False):
            one: ast.expr = ast.Compare(left, [op], [copy.deepcopy(right)])
            if VARIES not in (a, b):
                one = self.call(lanes.spread, one)
            whole = one if whole is None else self.call(lanes.both, whole, one)
        assert whole is not None
        return whole, VARIES

    def _IfExp(self, node: ast.IfExp) -> Made:
        test, how = self.truth(node.test)
        self.guarded += how == VARIES
        (yes, a), (no, b) = map(self.expression, (node.body, node.orelse))
        self.guarded -= how == VARIES
        numbers = {a, b} <= {SAME, VARIES}
        if how == SAME and (a == b or numbers):
            yes, no = (v if k == VARIES or a == b else self.call(lanes.spread, v) for v, k in ((yes, a), (no, b)))
            return ast.IfExp(test, yes, no), a if a == b else VARIES
        if isinstance(yes, ast.Tuple) and isinstance(no, ast.Tuple) and len(yes.elts) == len(no.elts):
            pairs = zip(yes.elts, no.elts, strict=True)
            parts = [self.call(lanes.select, copy.deepcopy(test), y, n) for y, n in pairs]
            return ast.Tuple(parts, ast.Load()), (VARIES,) * len(parts)
        if not numbers:
            self.refuse(node, "members can choose between numbers here, not between arrays")
        return self.call(lanes.select, test, yes, no), VARIES

    def _Call(self, node: ast.Call) -> Made:
        if isinstance(node.func, ast.Attribute):
            return self._method(node, node.func)
        function = self.known(node.func)
        if isinstance(function, FunctionType):
            node = self._by_position(node, function)
        if node.keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
            self.refuse(node, "arguments must be written out here, one after the other")
        if function in (maths.zeros, np.zeros, np.empty):
            return self._room(node)
        args, kinds = zip(*map(self.expression, node.args), strict=True) if node.args else ((), ())
        made = ast.Call(node.func, list(args), [])
        if function is random.Draw:
            return made, DRAW
        if isinstance(function, FunctionType) and function not in CASTS and not set(kinds) <= {SAME, SHARED}:
            return self.help(node.func.id, function, list(args), tuple(kinds))  # type: ignore[attr-defined]
        if function is len or all(kind in (SAME, SHARED) for kind in kinds):
            return made, SAME
        if function in (min, max):
            return self._extreme(function, list(args)), VARIES
        if any(kind not in (SAME, VARIES) for kind in kinds) or function not in CASTS:
            self.refuse(node, "this cannot be called with what differs between members")
        return self.call(CASTS[function], *args), VARIES

    def _method(self, node: ast.Call, function: ast.Attribute) -> Made:
        value, kind = self.expression(function.value)
        if kind == VARIES and function.attr == "view" and (view := VIEWS.get(self.known(node.args[0]))):
            return self.call(view, value), VARIES
        if kind == SAME:
            args = [self.number(arg)[0] for arg in node.args]
            return ast.Call(ast.Attribute(value, function.attr, ast.Load()), args, []), SAME
        self.refuse(node, f"there is no .{function.attr}() here; go through the places in a loop")

    def help(self, stem: str, function: FunctionType, args: list[ast.expr], kinds: tuple[Kind, ...]) -> Made:
        """A call of a helper."""
        made = self.setting.helper(function, kinds)
        if made.writes and self.guarded:
            raise InputError(
                f"{self.setting.file}:{self.line}: {function.__name__} writes to an array where not all members "
                "call it; call it in an if of its own"
            )
        self.writes |= made.writes
        name = "".join(c if c.isalnum() else "_" for c in f"{stem}_{'_'.join(map(str, kinds))}")
        self.scope[name] = made.function
        return ast.Call(name_of(name), [*args, self.now()] if made.needs_mask else args, []), made.returns

    def _room(self, node: ast.Call) -> Made:
        """An array of zeros that is not as long as a part of the world, or is made by a helper."""
        size, kind = self.number(node.args[0])
        if kind == VARIES:
            self.refuse(node, "an array must be as long for all members")
        if self.turns and not isinstance(node.args[0], ast.Constant):
            self.refuse(node, "make this array before the loop, and clear it inside")
        return self.call(lanes.room, size), ROW

    def _extreme(self, function: Any, args: list[ast.expr]) -> ast.expr:
        whole = args[0]
        for arg in args[1:]:
            test = ast.Compare(copy.deepcopy(arg), [ast.Lt() if function is min else ast.Gt()], [copy.deepcopy(whole)])
            whole = self.call(lanes.select, test, arg, whole)
        return whole

    def _by_position(self, node: ast.Call, function: FunctionType) -> ast.Call:
        """The same call with every argument given, in order."""
        try:
            given = inspect.signature(function).bind(*node.args, **{str(k.arg): k.value for k in node.keywords})
        except TypeError as error:
            self.refuse(node, f"{function.__name__}: {error}")
        given.apply_defaults()
        args = [arg if isinstance(arg, ast.expr) else ast.Constant(arg) for arg in given.arguments.values()]
        return ast.copy_location(ast.Call(node.func, args, []), node)


def name_of(name: str) -> ast.Name:
    """A name that is read."""
    return ast.Name(name, ast.Load())
