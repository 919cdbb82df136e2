"""Rewrites a function for one member into one for eight side by side (``lanes``).

What is the same for all members, such as who borders whom, stays as it is; what may differ becomes a lane. Where
members part ways, all ways are walked, each under the mask of the members that take it, and a way that nobody takes is
skipped. So a step need not know of any of this, and gives each member the bits it would have alone.
"""

import ast
import copy
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import numpy as np

from counterpoise.core import random

from . import lanes

SAME, VARIES, SHARED, ROW, TABLE, DRAW, NOTHING = "same", "varies", "shared", "row", "table", "draw", "nothing"
"""What a name stands for: one number for all members, one for each, an array for all, lanes, lanes in two dimensions,
an address of draws; nothing."""
Kind = Any
"""One of these, or a tuple of them."""
CASTS: dict[Any, Callable[..., Any]] = {
    np.float32: lanes.real, np.int32: lanes.signed, np.uint32: lanes.unsigned, np.uint64: lanes.wide,
    np.sqrt: lanes.root, np.floor: lanes.down, np.ceil: lanes.up, abs: lanes.size_of, int: lanes.signed,
    random.wrapped_sum: lanes.plus,
}  # fmt: skip
VIEWS = {np.int32: lanes.view_signed, np.float32: lanes.view_real}
SHORT = 14
"""A branch of so few parts is walked without asking whether anybody takes it."""
JUMPS = (ast.Break, ast.Continue, ast.Return)
COSTLY = (ast.Call, ast.For, ast.While, *JUMPS)


@dataclass(frozen=True)
class Masked:
    """A function for lanes: its syntax tree, what its names stand for, and whether it asks for a mask."""

    tree: ast.FunctionDef
    scope: dict[str, Any]
    returns: Kind
    needs_mask: bool


Helper = Callable[[FunctionType, tuple[Kind, ...]], tuple[Any, Kind, bool]]
"""Makes a function for lanes of arguments of such kinds: the function, what it returns, whether it takes a mask."""


def masked(
    tree: ast.FunctionDef, kinds: Mapping[str, Kind], frozen: Mapping[str, Any], helper: Helper, step: bool
) -> Masked:
    """The function for lanes, its arguments of the kinds given. Raises NotImplementedError for what cannot be done."""
    known: dict[str, Kind] = dict(kinds)
    while True:
        walk = _Walk(copy.deepcopy(tree), dict(known), frozen, helper, step)
        made = walk.made()
        if walk.kinds == known:
            return made
        known = walk.kinds


@dataclass
class _Loop:
    """A loop that members leave one by one."""

    going: str
    here: str
    scope: tuple[int, ...]


class _Walk:
    """One pass over a function; ``kinds`` of names are those of the pass before, and grow until nothing changes."""

    def __init__(
        self, tree: ast.FunctionDef, kinds: dict[str, Kind], frozen: Mapping[str, Any], helper: Helper, step: bool
    ):
        self.tree, self.kinds, self.frozen, self.helper, self.step = tree, kinds, frozen, helper, step
        self.scope: dict[str, Any] = {}
        self.first: dict[str, tuple[int, ...]] = {a.arg: () for a in tree.args.args}
        self.where: tuple[int, ...] = ()
        self.mask = "mask"
        self.needs_mask = step
        self.count = 0
        self.loops: list[_Loop | None] = []
        self.returned: Kind = NOTHING
        tree.body = _own_names(_one_way_out(tree.body), {a.arg for a in tree.args.args})

    def made(self) -> Masked:
        self.tree.body = self.block(self.tree.body) or [ast.Pass()]
        if self.needs_mask:
            self.tree.args.args.append(ast.arg("mask"))
        return Masked(ast.fix_missing_locations(self.tree), self.scope, self.returned, self.needs_mask)

    def refuse(self, node: ast.AST, why: str) -> Any:
        raise NotImplementedError(f"{self.tree.name}:{getattr(node, 'lineno', '?')}: {why}: {ast.unparse(node)}")

    # -- names and calls

    def fresh(self, stem: str) -> str:
        self.count += 1
        return f"{stem}_{self.count}"

    def call(self, function: Callable[..., Any], *args: ast.expr) -> ast.expr:
        name = f"lane_{function.__name__}"
        self.scope[name] = function
        return ast.Call(_name(name), list(args), [])

    def now(self) -> ast.expr:
        self.needs_mask |= self.mask == "mask"
        return _name(self.mask)

    # -- expressions

    def expression(self, node: ast.expr) -> tuple[ast.expr, Kind]:
        found = getattr(self, f"_{type(node).__name__}", None)
        if found is None:
            return self.refuse(node, "not known")
        return found(node)

    def lane(self, node: ast.expr) -> ast.expr:
        """An expression as a lane, whatever it is."""
        made, kind = self.expression(node)
        return made if kind == VARIES else self.call(lanes.spread, made)

    def _Constant(self, node: ast.Constant) -> tuple[ast.expr, Kind]:
        return node, SAME

    def _Name(self, node: ast.Name) -> tuple[ast.expr, Kind]:
        if node.id in self.kinds:
            return node, self.kinds[node.id]
        value = self.frozen.get(node.id)
        return node, SHARED if isinstance(value, np.ndarray) else SAME

    def _Attribute(self, node: ast.Attribute) -> tuple[ast.expr, Kind]:
        base, kind = self.expression(node.value)
        varies = kind == DRAW and node.attr == "member"
        return ast.Attribute(base, node.attr, node.ctx), VARIES if varies else SAME

    def _Subscript(self, node: ast.Subscript) -> tuple[ast.expr, Kind]:
        base, kind = self.expression(node.value)
        if isinstance(kind, tuple):
            assert isinstance(node.slice, ast.Constant)
            return ast.Subscript(base, node.slice, ast.Load()), kind[node.slice.value]
        index, index_kind = self.expression(node.slice)
        several = isinstance(node.slice, ast.Tuple)
        if index_kind == VARIES:
            how = {ROW: lanes.look, SHARED: lanes.look_up}.get(kind)
            if how is None:
                return self.refuse(node, "a place that differs between members")
            return self.call(how, base, index, self.now()), VARIES
        if several and VARIES in index_kind:
            return self.refuse(node, "a place that differs between members")
        made = ast.Subscript(base, index, ast.Load())
        if kind == TABLE:
            return made, VARIES if several else ROW
        return made, {ROW: VARIES, SHARED: SAME}.get(kind, SAME)

    def _Tuple(self, node: ast.Tuple) -> tuple[ast.expr, Kind]:
        made, kinds = zip(*map(self.expression, node.elts), strict=True)
        return ast.Tuple(list(made), ast.Load()), kinds

    def _BinOp(self, node: ast.BinOp) -> tuple[ast.expr, Kind]:
        (left, a), (right, b) = self.expression(node.left), self.expression(node.right)
        return ast.BinOp(left, node.op, right), VARIES if VARIES in (a, b) else SAME

    def _UnaryOp(self, node: ast.UnaryOp) -> tuple[ast.expr, Kind]:
        made, kind = self.expression(node.operand)
        if kind == VARIES and isinstance(node.op, ast.Not):
            return self.call(lanes.neither, made), kind
        return ast.UnaryOp(node.op, made), kind

    def _BoolOp(self, node: ast.BoolOp) -> tuple[ast.expr, Kind]:
        parts = list(map(self.expression, node.values))
        if all(kind == SAME for _, kind in parts):
            return ast.BoolOp(node.op, [made for made, _ in parts]), SAME
        how = lanes.both if isinstance(node.op, ast.And) else lanes.either
        whole = parts[0][0]
        for made, _ in parts[1:]:
            whole = self.call(how, whole, made)
        return whole, VARIES

    def _Compare(self, node: ast.Compare) -> tuple[ast.expr, Kind]:
        parts = list(map(self.expression, [node.left, *node.comparators]))
        if all(kind == SAME for _, kind in parts):
            return ast.Compare(parts[0][0], node.ops, [made for made, _ in parts[1:]]), SAME
        whole: ast.expr | None = None
        for op, (left, a), (right, b) in zip(node.ops, parts, parts[1:], strict=False):
            one: ast.expr = ast.Compare(left, [op], [right])
            if VARIES not in (a, b):
                one = self.call(lanes.spread, one)
            whole = one if whole is None else self.call(lanes.both, whole, one)
        assert whole is not None
        return whole, VARIES

    def _IfExp(self, node: ast.IfExp) -> tuple[ast.expr, Kind]:
        (test, how), (yes, a), (no, b) = map(self.expression, (node.test, node.body, node.orelse))
        if how == SAME:
            if isinstance(a, tuple) or a == b:
                return ast.IfExp(test, yes, no), a
            yes, no = (v if k == VARIES else self.call(lanes.spread, v) for v, k in ((yes, a), (no, b)))
            return ast.IfExp(test, yes, no), VARIES
        if isinstance(a, tuple):
            if not (isinstance(node.body, ast.Tuple) and isinstance(node.orelse, ast.Tuple)):
                return self.refuse(node, "a choice between tuples")
            assert isinstance(yes, ast.Tuple) and isinstance(no, ast.Tuple)
            parts = [self.call(lanes.select, copy.deepcopy(test), y, n) for y, n in zip(yes.elts, no.elts, strict=True)]
            return ast.Tuple(parts, ast.Load()), (VARIES,) * len(parts)
        return self.call(lanes.select, test, yes, no), VARIES

    def _Call(self, node: ast.Call) -> tuple[ast.expr, Kind]:
        if node.keywords or isinstance(node.func, ast.Name) and isinstance(self.frozen[node.func.id], FunctionType):
            node = _by_position(node, self.frozen[node.func.id])  # type: ignore[attr-defined]
        args, kinds = zip(*map(self.expression, node.args), strict=True) if node.args else ((), ())
        if isinstance(node.func, ast.Attribute):
            value, kind = self.expression(node.func.value)
            if kind == VARIES and node.func.attr == "view":
                assert isinstance(node.args[0], ast.Name)
                return self.call(VIEWS[self.frozen[node.args[0].id]], value), VARIES
            return ast.Call(ast.Attribute(value, node.func.attr, ast.Load()), list(args), []), kind
        assert isinstance(node.func, ast.Name)
        function = self.frozen[node.func.id]
        if function is random.Draw:
            return ast.Call(node.func, list(args), []), DRAW
        if function is len or all(kind in (SAME, SHARED) for kind in kinds):
            return ast.Call(node.func, list(args), []), SAME
        if (cast := CASTS.get(function)) is not None:
            return self.call(cast, *args), VARIES
        if function in (min, max):
            return self._extreme(function, list(args))
        if not isinstance(function, FunctionType):
            return self.refuse(node, "a call")
        made, returns, takes_mask = self.helper(function, tuple(kinds))
        name = f"{node.func.id}_{'_'.join(str(kind) for kind in kinds)}"
        name = "".join(c if c.isalnum() else "_" for c in name)
        self.scope[name] = made
        return ast.Call(_name(name), [*args, self.now()] if takes_mask else list(args), []), returns

    def _extreme(self, function: Any, args: list[ast.expr]) -> tuple[ast.expr, Kind]:
        whole = args[0]
        for arg in args[1:]:
            test = ast.Compare(copy.deepcopy(arg), [ast.Lt() if function is min else ast.Gt()], [copy.deepcopy(whole)])
            whole = self.call(lanes.select, test, arg, whole)
        return whole, VARIES

    # -- statements

    def block(self, statements: Sequence[ast.stmt]) -> list[ast.stmt]:
        return [made for statement in statements for made in self.statement(statement)]

    def statement(self, node: ast.stmt) -> list[ast.stmt]:
        found = getattr(self, f"_s_{type(node).__name__}", None)
        if found is None:
            return self.refuse(node, "not known")
        return list(found(node))

    def _s_Pass(self, node: ast.Pass) -> list[ast.stmt]:
        return [node]

    def _s_Expr(self, node: ast.Expr) -> list[ast.stmt]:
        return [ast.Expr(self.expression(node.value)[0])]

    def _s_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        (target,) = node.targets
        if not isinstance(target, ast.Tuple):
            made, kind = self.expression(node.value)
            return self.assign(target, made, kind)
        lines: list[ast.stmt] = []
        if isinstance(node.value, ast.Tuple):
            parts = list(map(self.expression, node.value.elts))
            names = [_name(self.fresh("part")) for _ in parts]
            lines += [_set_name(name.id, made) for name, (made, _) in zip(names, parts, strict=True)]
            kinds = [kind for _, kind in parts]
        else:
            made, whole = self.expression(node.value)
            if not isinstance(whole, tuple):
                whole = (whole,) * len(target.elts)
            name, kinds = self.fresh("tuple"), list(whole)
            lines.append(_set_name(name, made))
            names = [ast.Subscript(_name(name), ast.Constant(n), ast.Load()) for n in range(len(kinds))]
        for one, value, kind in zip(target.elts, names, kinds, strict=True):
            lines += self.assign(one, value, kind)
        return lines

    def _s_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        if isinstance(node.target, ast.Subscript) and isinstance(node.op, ast.Add | ast.Sub):
            return self.add_to(node.target, node.op, node.value)
        before = copy.deepcopy(node.target)
        for part in ast.walk(before):
            if isinstance(part, ast.Name | ast.Subscript) and part is before:
                part.ctx = ast.Load()
        made, kind = self.expression(ast.BinOp(before, node.op, node.value))
        return self.assign(node.target, made, kind)

    def add_to(self, target: ast.Subscript, op: ast.operator, node: ast.expr) -> list[ast.stmt]:
        """``a[i] += v``: nothing is added outside the mask, which is faster than to write there what there was."""
        (base, base_kind), (index, index_kind), (value, kind) = map(
            self.expression, (target.value, target.slice, node)
        )
        if base_kind == SHARED:
            return self.refuse(target, "an array that all members share")
        if kind != VARIES:
            value = self.call(lanes.real, self.call(lanes.spread, value))
        if index_kind == VARIES:
            whole = ast.BinOp(self.call(lanes.look, base, index, self.now()), op, value)
            return [ast.Expr(self.call(lanes.put, base, index, whole, self.now()))]
        if self.where or (isinstance(base, ast.Name) and base.id.startswith("change__")):
            value = self.call(lanes.where_set, self.now(), value)
        whole = ast.BinOp(ast.Subscript(base, index, ast.Load()), op, value)
        return [ast.Assign([ast.Subscript(base, index, ast.Store())], whole)]

    def assign(self, target: ast.expr, value: ast.expr, kind: Kind) -> list[ast.stmt]:
        if isinstance(target, ast.Name):
            return [self.assign_name(target.id, value, kind)]
        assert isinstance(target, ast.Subscript)
        base, base_kind = self.expression(target.value)
        index, index_kind = self.expression(target.slice)
        if base_kind == SHARED:
            return self.refuse(target, "an array that all members share")
        if kind != VARIES:
            value = self.call(lanes.real, self.call(lanes.spread, value))
        if index_kind == VARIES:
            return [ast.Expr(self.call(lanes.put, base, index, value, self.now()))]
        place = ast.Subscript(base, index, ast.Store())
        if self.where or (isinstance(base, ast.Name) and base.id.startswith("change__")):
            old = ast.Subscript(base, index, ast.Load())
            value = self.call(lanes.settled, self.call(lanes.select, self.now(), value, old))
        return [ast.Assign([place], value)]

    def assign_name(self, name: str, value: ast.expr, kind: Kind) -> ast.stmt:
        first = self.first.setdefault(name, self.where)
        alone = first[: len(self.where)] == self.where
        if kind in (SAME, VARIES):
            known = VARIES if (kind == VARIES or not alone) else SAME
            known = VARIES if VARIES in (known, self.kinds.get(name, SAME)) else SAME
            self.kinds[name] = known
            if known == VARIES and kind == SAME:
                value = self.call(lanes.spread, value)
            if not alone:
                value = self.call(lanes.select, self.now(), value, _name(name))
        else:
            if not alone and isinstance(kind, tuple):
                raise NotImplementedError(f"{self.tree.name}: {name} is a tuple assigned on several ways")
            self.kinds[name] = kind
        return _set_name(name, value)

    def _s_If(self, node: ast.If) -> list[ast.stmt]:
        test, kind = self.expression(node.test)
        if kind == SAME:
            return [ast.If(test, self.block(node.body) or [ast.Pass()], self.block(node.orelse))]
        asked, outside = self.fresh("test"), self.mask
        lines: list[ast.stmt] = [_set_name(asked, test)]
        jumps = any(isinstance(part, JUMPS) for part in ast.walk(node))
        for body, negated in ((node.body, False), (node.orelse, True)):
            if body:
                lines += self.branch(asked, body, outside, negated)
        if jumps and self.mask not in ("mask", *(loop.here for loop in self.loops if loop)):
            here = next((loop.here for loop in reversed(self.loops) if loop), None)
            if here:
                lines.append(_set_name(self.mask, self.call(lanes.both, _name(self.mask), _name(here))))
        return lines

    def branch(self, asked: str, body: list[ast.stmt], outside: str, negated: bool) -> list[ast.stmt]:
        name = self.fresh("mask")
        test: ast.expr = _name(asked)
        if negated:
            test = self.call(lanes.neither, test)
        self.needs_mask |= outside == "mask"
        lines: list[ast.stmt] = [_set_name(name, self.call(lanes.both, _name(outside), test))]
        before, self.mask = (self.where, self.mask), name
        self.where = (*self.where, self.count)
        made = self.block(body)
        self.where, self.mask = before
        if _is_short(body):
            return lines + made
        return [*lines, ast.If(self.call(lanes.any_of, _name(name)), made, [])]

    def _s_For(self, node: ast.For) -> list[ast.stmt]:
        assert isinstance(node.iter, ast.Call) and isinstance(node.target, ast.Name)
        parts = list(map(self.expression, node.iter.args))
        self.first.setdefault(node.target.id, self.where)
        self.kinds[node.target.id] = SAME
        ends = [made for made, _ in parts]
        limit = None
        if any(kind == VARIES for _, kind in parts):
            at = 0 if len(parts) == 1 else 1
            if len(parts) > 2 or [k for _, k in parts[:at]] not in ([], [SAME]):
                return self.refuse(node, "a loop whose start differs between members")
            limit = self.fresh("limit")
            ends[at] = self.call(lanes.largest, self.now(), _name(limit))
        around = ast.Call(node.iter.func, ends, [])
        lines: list[ast.stmt] = [_set_name(limit, parts[-1][0])] if limit else []
        if limit is None and (paired := self.paired(node)):
            return paired
        if limit is None and not self.leaves(node):
            self.loops.append(None)
            body = self.block(node.body)
            self.loops.pop()
            return [*lines, ast.For(node.target, around, body, [])]
        begin: list[ast.stmt] = []

        def reached() -> ast.expr | None:
            return ast.Compare(_name(node.target.id), [ast.Lt()], [_name(limit)]) if limit else None  # type: ignore[union-attr]

        lines, body = self.leaving(node, lines, begin, reached)
        return [*lines, ast.For(node.target, around, body, [])]

    def paired(self, node: ast.For) -> list[ast.stmt]:
        """A loop that only draws, two draws at a time; nothing if a loop does more."""
        draws = _draws_of(node, self.frozen)
        if not draws or len(node.iter.args) != 1:  # type: ignore[attr-defined]
            return []
        k = node.target.id  # type: ignore[attr-defined]
        count = node.iter.args[0]  # type: ignore[attr-defined]
        last = ast.BinOp(copy.deepcopy(count), ast.Sub(), ast.Constant(1))
        both_, rest = [], []
        step = 1 if len(draws) % 2 == 0 else 2
        again = [_shifted(one, k) for one in draws] if step == 2 else []
        several = [*draws, *again]
        for one, other in zip(several[::2], several[1::2], strict=True) if step == 1 else zip(draws, again, strict=True):
            both_ += self.two(one, other)
        if step == 1:
            around = ast.Call(node.iter.func, [count], [])  # type: ignore[attr-defined]
            return [ast.For(node.target, around, both_, [])]
        around = ast.Call(node.iter.func, [ast.Constant(0), last, ast.Constant(2)], [])  # type: ignore[attr-defined]
        odd = ast.Compare(ast.BinOp(copy.deepcopy(count), ast.Mod(), ast.Constant(2)), [ast.Eq()], [ast.Constant(1)])
        rest = [_set_name(k, copy.deepcopy(last)), *self.block(copy.deepcopy(node.body))]
        return [ast.For(node.target, around, both_, []), ast.If(odd, rest, [])]

    def two(self, one: "_OneDraw", other: "_OneDraw") -> list[ast.stmt]:
        """Two draws by one function."""
        function = {random.uniform: random.two_uniform, random.normals: random.two_normals}[one.function]
        args = [*one.args, *other.args[1:]]
        made, kinds = zip(*map(self.expression, args), strict=True)
        helper, returns, takes_mask = self.helper(function, tuple(kinds))
        name = f"{function.__name__}_{'_'.join(map(str, kinds))}"
        self.scope[name] = helper
        value = ast.Call(_name(name), [*made, self.now()] if takes_mask else list(made), [])
        whole = self.fresh("tuple")
        lines: list[ast.stmt] = [_set_name(whole, value)]
        for n, target in enumerate([*one.targets, *other.targets]):
            lines += self.assign(target, ast.Subscript(_name(whole), ast.Constant(n), ast.Load()), returns[n])
        return lines

    def leaves(self, node: ast.For | ast.While) -> bool:
        """Whether members may leave a loop, or an iteration, one by one."""
        return any(isinstance(part, JUMPS) and self.parts_ways(node, part) for part in ast.walk(node))

    def parts_ways(self, loop: ast.AST, jump: ast.AST) -> bool:
        """Whether a jump stands under a test that differs between members."""
        for test in ast.walk(loop):
            inside = isinstance(test, ast.If) and any(part is jump for part in ast.walk(test))
            if inside and self.expression(copy.deepcopy(test.test))[1] == VARIES:  # type: ignore[attr-defined]
                return True
        return False

    def leaving(
        self, node: ast.For | ast.While, lines: list[ast.stmt], begin: list[ast.stmt], reached: Callable[[], Any]
    ) -> tuple[list[ast.stmt], list[ast.stmt]]:
        going, here, outside = self.fresh("going"), self.fresh("here"), (self.where, self.mask)
        lines = [*lines, _set_name(going, self.now())]
        self.where = (*self.where, self.count)
        self.mask = here
        self.loops.append(_Loop(going, here, self.where))
        body = [*begin, _set_name(here, _name(going))]
        if (test := reached()) is not None:
            body.append(_set_name(here, self.call(lanes.both, _name(going), test)))
        body += self.block(node.body)
        body.append(ast.If(ast.UnaryOp(ast.Not(), self.call(lanes.any_of, _name(going))), [ast.Break()], []))
        self.loops.pop()
        self.where, self.mask = outside
        return lines, body

    def _s_While(self, node: ast.While) -> list[ast.stmt]:
        test, kind = self.expression(node.test)
        if kind == SAME and not self.leaves(node):
            self.loops.append(None)
            body = self.block(node.body)
            self.loops.pop()
            return [ast.While(test, body, [])]
        going, here, outside = self.fresh("going"), self.fresh("here"), (self.where, self.mask)
        lines: list[ast.stmt] = [_set_name(going, self.now())]
        self.where, self.mask = (*self.where, self.count), here
        self.loops.append(_Loop(going, here, self.where))
        stop = ast.If(ast.UnaryOp(ast.Not(), self.call(lanes.any_of, _name(going))), [ast.Break()], [])
        test = self.expression(node.test)[0]
        body = [_set_name(going, self.call(lanes.both, _name(going), test)), stop, _set_name(here, _name(going))]
        body += self.block(node.body)
        self.loops.pop()
        self.where, self.mask = outside
        return [*lines, ast.While(ast.Constant(True), body, [])]

    def _s_Break(self, node: ast.Break) -> list[ast.stmt]:
        return self.jump(node, True)

    def _s_Continue(self, node: ast.Continue) -> list[ast.stmt]:
        return self.jump(node, False)

    def jump(self, node: ast.stmt, out: bool) -> list[ast.stmt]:
        loop = self.loops[-1]
        if loop is None:
            return [node]
        names = [loop.going, loop.here] if out else [loop.here]
        return [self.without(name) for name in names]

    def without(self, name: str) -> ast.stmt:
        return _set_name(name, self.call(lanes.both, _name(name), self.call(lanes.neither, self.now())))

    def _s_Return(self, node: ast.Return) -> list[ast.stmt]:
        if node.value is None or self.where:
            return self.refuse(node, "a way out")
        made, self.returned = self.expression(node.value)
        return [ast.Return(made)]


@dataclass(frozen=True)
class _OneDraw:
    """One draw of a loop: where it goes, the function and its arguments."""

    targets: list[ast.Subscript]
    function: Callable[..., Any]
    args: list[ast.expr]


def _draws_of(loop: ast.For, frozen: Mapping[str, Any]) -> list[_OneDraw]:
    """The draws of a loop that does nothing but draw into arrays, all of one kind; nothing if it does more."""
    found: list[_OneDraw] = []
    for statement in loop.body:
        if not isinstance(statement, ast.Assign):
            return []
        (target,), value = statement.targets, statement.value
        several = isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
        for into, drawn in zip(target.elts, value.elts, strict=True) if several else [(target, value)]:  # type: ignore[attr-defined]
            if not (isinstance(drawn, ast.Call) and isinstance(drawn.func, ast.Name)):
                return []
            function = frozen.get(drawn.func.id)
            targets = into.elts if isinstance(into, ast.Tuple) else [into]
            count = {random.uniform: 1, random.normals: 2}.get(function)
            if count != len(targets) or not all(isinstance(t, ast.Subscript) for t in targets):
                return []
            found.append(_OneDraw(list(targets), function, drawn.args))
    return found if len({one.function for one in found}) == 1 else []


def _shifted(one: _OneDraw, name: str) -> _OneDraw:
    """The same draw one step later in the loop over ``name``."""

    class Later(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> Any:
            return ast.BinOp(node, ast.Add(), ast.Constant(1)) if node.id == name else node

    def later(node: Any) -> Any:
        return Later().visit(copy.deepcopy(node))

    return _OneDraw([later(t) for t in one.targets], one.function, [later(a) for a in one.args])


def _one_way_out(body: list[ast.stmt]) -> list[ast.stmt]:
    """A body that returns at its end alone, from one that also does in branches (not in loops)."""
    returns = [part for statement in body for part in ast.walk(statement) if isinstance(part, ast.Return)]
    if not returns or (len(returns) == 1 and returns[0] is body[-1]):
        return body
    count = max((len(r.value.elts) for r in returns if isinstance(r.value, ast.Tuple)), default=0)
    names = [f"result_{n}" for n in range(count)] or ["result"]
    targets: list[ast.expr] = [ast.Name(name, ast.Store()) for name in names]
    loads: list[ast.expr] = [_name(name) for name in names]
    target = ast.Tuple(targets, ast.Store()) if count else targets[0]
    value = ast.Tuple(loads, ast.Load()) if count else loads[0]
    return [*_ending(body, target), ast.Return(value)]


def _ending(body: list[ast.stmt], target: ast.expr) -> list[ast.stmt]:
    """The same statements, but what they would return is assigned, and what follows a return stands beside it."""
    for n, statement in enumerate(body):
        if isinstance(statement, ast.Return):
            assert statement.value is not None
            return [*body[:n], ast.Assign([copy.deepcopy(target)], statement.value)]
        if isinstance(statement, ast.If) and any(isinstance(part, ast.Return) for part in ast.walk(statement)):
            rest = body[n + 1 :]
            yes = _ending([*statement.body, *copy.deepcopy(rest)], target)
            return [*body[:n], ast.If(statement.test, yes, _ending([*statement.orelse, *rest], target))]
    return body


def _own_names(body: list[ast.stmt], arguments: set[str]) -> list[ast.stmt]:
    """A name that several loops use, each for a value of its own, becomes as many names.

    Else it would be taken to differ between members in all of them where it does in one.
    """
    users: dict[str, list[ast.stmt]] = {}
    for statement in body:
        for name in {part.id for part in ast.walk(statement) if isinstance(part, ast.Name)} - arguments:
            users.setdefault(name, []).append(statement)
    for name, places in users.items():
        if len(places) > 1 and all(_is_own(place, name) for place in places):
            for n, place in enumerate(places):
                for part in ast.walk(place):
                    if isinstance(part, ast.Name) and part.id == name:
                        part.id = f"{name}_{n}"
    for statement in body:
        for side in ("body", "orelse"):
            _own_names(getattr(statement, side, []), arguments)
    return body


def _is_own(statement: ast.stmt, name: str) -> bool:
    """Whether a loop or branch sets a name before it reads it, each time anew."""
    if not isinstance(statement, ast.For | ast.If | ast.While):
        return False
    if _mentions(statement.iter if isinstance(statement, ast.For) else statement.test, name):
        return False
    if isinstance(statement, ast.For) and _mentions(statement.target, name):
        return True
    sides = [[s for s in side if _mentions(s, name)] for side in (statement.body, statement.orelse)]
    return all(_sets_first(side[0], name) or all(_is_own(s, name) for s in side) for side in sides if side)


def _sets_first(first: ast.stmt, name: str) -> bool:
    sets = isinstance(first, ast.Assign) and any(_mentions(target, name, ast.Store) for target in first.targets)
    return sets and not _mentions(first, name, ast.Load)


def _mentions(node: ast.AST, name: str, how: type[ast.expr_context] = ast.expr_context) -> bool:
    return any(isinstance(p, ast.Name) and p.id == name and isinstance(p.ctx, how) for p in ast.walk(node))


def _by_position(node: ast.Call, function: FunctionType) -> ast.Call:
    """The same call with every argument given, in order."""
    given = inspect.signature(function).bind(*node.args, **{str(k.arg): k.value for k in node.keywords})
    given.apply_defaults()
    args = [arg if isinstance(arg, ast.expr) else ast.Constant(arg) for arg in given.arguments.values()]
    return ast.Call(node.func, args, [])


def _is_short(body: list[ast.stmt]) -> bool:
    plain = all(isinstance(s, ast.Assign | ast.AugAssign | ast.Pass | ast.If) for s in body)
    parts = [part for s in body for part in ast.walk(s)]
    costly = any(isinstance(part, COSTLY) for part in parts)
    return plain and not costly and len(parts) <= SHORT


def _name(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _set_name(name: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(name, ast.Store())], value)
