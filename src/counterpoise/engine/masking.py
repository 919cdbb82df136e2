"""Rewrites a function for one member into one for eight side by side (``lanes``).

What is the same for all members, such as who borders whom, stays as it is; what may differ becomes a lane. Where
members part ways, all ways are walked, each under the mask of the members that take it, and a way that nobody takes is
skipped. So a step need not know of any of this, and gives each member the bits it would have alone. What cannot be
done for several members at once is refused, with file and line.
"""

import ast
import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import lanes
from .drawing import OneDraw, draws_of, two_of
from .varying import ARRAYS, NOTHING, ROW, SAME, SHARED, VARIES, Kind, Setting, name_of
from .ways import carried, prepared
from .writing import Assignments, Scope, set_name

SHORT = 14
"""A branch of so few parts is walked without asking whether anybody takes it."""
JUMPS = (ast.Break, ast.Continue)
COSTLY = (ast.Call, ast.For, ast.While, *JUMPS)


@dataclass(frozen=True)
class Masked:
    """A function for lanes: its tree, what it calls and returns, whether it asks for a mask or writes to arrays."""

    tree: ast.FunctionDef
    scope: dict[str, Any]
    returns: Kind
    needs_mask: bool
    writes: bool


def masked(tree: ast.FunctionDef, kinds: Mapping[str, Kind], setting: Setting) -> Masked:
    """The function for lanes, its arguments of the kinds given. Raises InputError for what cannot be done."""
    known: dict[str, Kind] = dict(kinds)
    first = Assignments(tree, known, setting)
    ready = prepared(tree, first.names, first.refuse)
    while True:
        walk = _Walk(copy.deepcopy(ready), dict(known), setting)
        made = walk.made([name for name, kind in kinds.items() if kind == SAME and known[name] == VARIES])
        if walk.kinds == known:
            return made
        known = walk.kinds


@dataclass
class _Loop:
    """A loop that members leave one by one: who goes on, and who is in this turn."""

    going: str
    here: str


class _Walk(Assignments):
    """One pass over a function."""

    def __init__(self, tree: ast.FunctionDef, kinds: dict[str, Kind], setting: Setting):
        super().__init__(tree, kinds, setting)
        self.outlives = carried(self.tree)
        self.scopes = 0
        self.loops: list[_Loop | None] = []
        self.returned: Kind = NOTHING

    def made(self, spread: Sequence[str]) -> Masked:
        """The function; ``spread`` are arguments that are the same for all members when it begins, but not later."""
        begin = [set_name(name, self.call(lanes.spread, name_of(name))) for name in spread]
        self.tree.body = [*begin, *self.block(self.tree.body)] or [ast.Pass()]
        if self.needs_mask:
            self.tree.args.args.append(ast.arg(self.whole))
        tree = ast.fix_missing_locations(self.tree)
        return Masked(tree, self.scope, self.returned, self.needs_mask, self.writes)

    def block(self, statements: Sequence[ast.stmt]) -> list[ast.stmt]:
        lines: list[ast.stmt] = []
        for statement in statements:
            lines += self.statement(statement)
            lines += self.after_jumps(statement)
        return lines

    def statement(self, node: ast.stmt) -> list[ast.stmt]:
        found = getattr(self, f"_s_{type(node).__name__}", None)
        self.line = getattr(node, "lineno", self.line)
        if found is None:
            self.refuse(node, f"{type(node).__name__} cannot be used inside a step or what it calls")
        line, lines = self.line, found(node)
        for made in lines:
            if not hasattr(made, "lineno"):
                made.lineno = made.end_lineno = line
                made.col_offset = made.end_col_offset = 0
        return lines

    def inside(self) -> Scope:
        """A scope of its own within the present one."""
        self.scopes += 1
        return (*self.where, self.scopes)

    def after_jumps(self, node: ast.stmt) -> list[ast.stmt]:
        """Who left a turn of a loop inside a branch is not in what follows in that branch."""
        here = next((loop.here for loop in reversed(self.loops) if loop), None)
        if here in (None, self.mask) or not isinstance(node, ast.If) or not _jumps(node):
            return []
        return [set_name(self.mask, self.call(lanes.both, name_of(self.mask), name_of(str(here))))]

    def _s_If(self, node: ast.If) -> list[ast.stmt]:
        test, kind = self.truth(node.test)
        if kind == SAME:  # all members take one way, on which nothing was set by the other
            before = dict(self.first)
            yes, set_there = self.block(node.body) or [ast.Pass()], self.first
            self.first = before
            no = self.block(node.orelse)
            self.first = set_there | self.first
            return [ast.If(test, yes, no)]
        asked, outside = self.names.fresh("test"), self.mask
        lines: list[ast.stmt] = [set_name(asked, test)]
        for body, negated in ((node.body, False), (node.orelse, True)):
            if body:
                lines += self.branch(asked, body, outside, negated)
        return lines

    def branch(self, asked: str, body: list[ast.stmt], outside: str, negated: bool) -> list[ast.stmt]:
        test: ast.expr = self.call(lanes.neither, name_of(asked)) if negated else name_of(asked)
        lines: list[ast.stmt] = []
        before, name = self.where, self.names.fresh("mask")
        lines.append(set_name(name, self.call(lanes.both, self.now(), test)))
        self.where, self.mask = self.inside(), name
        made = self.block(body)
        self.where, self.mask = before, outside
        if _is_short(body):
            return lines + made
        return [*lines, ast.If(self.call(lanes.any_of, name_of(name)), made, [])]

    def _s_For(self, node: ast.For) -> list[ast.stmt]:
        counter = node.target
        assert isinstance(counter, ast.Name)
        ranged = isinstance(node.iter, ast.Call) and self.known(node.iter.func) is range and not node.iter.keywords
        if not ranged:
            return self.through(node, counter)
        parts = list(map(self.number, node.iter.args))  # type: ignore[attr-defined]
        kinds = [kind for _, kind in parts]
        if VARIES in kinds[:-1] or (len(parts) > 2 and VARIES in kinds):
            return self.shifted(node, counter, len(parts))
        self.first.setdefault(counter.id, self.where)
        if self.kinds.setdefault(counter.id, SAME) != SAME:
            self.refuse(node, f"{counter.id} is something else elsewhere; give the counter a name of its own")
        ends, lines, limit = [made for made, _ in parts], list[ast.stmt](), ""
        if kinds[-1] == VARIES:
            limit = self.names.fresh("limit")
            lines = [set_name(limit, ends[-1])]
            ends[-1] = self.call(lanes.largest, self.now(), name_of(limit))
        around = ast.Call(node.iter.func, ends, [])  # type: ignore[attr-defined]
        if not limit and (draws := draws_of(node, self.setting.frozen)) and len(parts) == 1:
            return self.two_by_two(node, counter, draws)
        if not limit and not self.leaves(node):
            return [ast.For(counter, around, self.turn(node.body, None), [])]

        def reached(going: str) -> list[ast.stmt]:
            if not limit:
                return []
            test = ast.Compare(name_of(counter.id), [ast.Lt()], [name_of(limit)])
            return [set_name(going, self.call(lanes.both, name_of(going), test))]

        before, body = self.leaving(node.body, reached)
        return [*lines, *before, ast.For(counter, around, body, [])]

    def two_by_two(self, node: ast.For, counter: ast.Name, draws: list[OneDraw]) -> list[ast.stmt]:
        """A loop that only draws."""
        assert isinstance(node.iter, ast.Call)
        (count,), make = node.iter.args, node.iter.func
        if len(draws) % 2 == 0:
            body = [line for one, other in zip(draws[::2], draws[1::2], strict=True) for line in self.two(one, other)]
            return [ast.For(counter, ast.Call(make, [count], []), body, [])]
        last = ast.BinOp(copy.deepcopy(count), ast.Sub(), ast.Constant(1))
        body = [line for one in draws for line in self.two(one, one.later(counter.id))]
        odd = ast.Compare(ast.BinOp(copy.deepcopy(count), ast.Mod(), ast.Constant(2)), [ast.Eq()], [ast.Constant(1)])
        rest = [set_name(counter.id, copy.deepcopy(last)), *self.block(copy.deepcopy(node.body))]
        around = ast.Call(make, [ast.Constant(0), last, ast.Constant(2)], [])
        return [ast.For(counter, around, body, []), ast.If(odd, rest, [])]

    def two(self, one: OneDraw, other: OneDraw) -> list[ast.stmt]:
        """Two draws by one function."""
        function = two_of(one)
        made, kinds = zip(*map(self.expression, [*one.args, *other.args[1:]]), strict=True)
        value, returns = self.help(function.__name__, function, list(made), kinds)
        whole = self.names.fresh("several")
        lines: list[ast.stmt] = [set_name(whole, value)]
        for n, target in enumerate([*one.targets, *other.targets]):
            lines += self.assign(target, ast.Subscript(name_of(whole), ast.Constant(n), ast.Load()), returns[n])
        return lines

    def shifted(self, node: ast.For, counter: ast.Name, count: int) -> list[ast.stmt]:
        """A loop that begins elsewhere for each member: they count alike, and add where each began."""
        if count > 2:
            self.refuse(node, "a loop in larger steps must begin and end at the same place for all members")
        begin, turn, length = (self.names.fresh(stem) for stem in ("begin", "turn", "length"))
        assert isinstance(node.iter, ast.Call)
        start, end = (self.whole_number(part) for part in node.iter.args)
        body = [set_name(counter.id, ast.BinOp(name_of(begin), ast.Add(), name_of(turn))), *node.body]
        around = ast.Call(node.iter.func, [name_of(length)], [])
        made: list[ast.stmt] = [
            set_name(begin, start),
            set_name(length, ast.BinOp(end, ast.Sub(), name_of(begin))),
            ast.For(ast.Name(turn, ast.Store()), around, body, []),
        ]
        return self.block([ast.copy_location(line, node) for line in made])

    def whole_number(self, node: ast.expr) -> ast.expr:
        self.scope["lane_int"] = int
        return ast.Call(name_of("lane_int"), [node], [])

    def through(self, node: ast.For, counter: ast.Name) -> list[ast.stmt]:
        """A loop over what an array holds, as one over its places."""
        _, kind = self.expression(node.iter)
        if kind not in (SAME, ROW, SHARED) or any(isinstance(part, ast.Call) for part in ast.walk(node.iter)):
            self.refuse(node, "a loop goes over a range or over an array")
        self.scope |= {"lane_range": range, "lane_len": len}
        place = self.names.fresh("place")
        around = ast.Call(name_of("lane_range"), [ast.Call(name_of("lane_len"), [node.iter], [])], [])
        value = ast.Subscript(copy.deepcopy(node.iter), name_of(place), ast.Load())
        body = [ast.copy_location(set_name(counter.id, value), node), *node.body]
        return self._s_For(ast.copy_location(ast.For(ast.Name(place, ast.Store()), around, body, []), node))

    def leaves(self, node: ast.For | ast.While) -> bool:
        """Whether members may leave a loop, or a turn of it, one by one."""
        return any(self.truth(copy.deepcopy(test.test))[1] == VARIES for test in _branches(node) if _jumps(test))

    def turn(self, body: list[ast.stmt], loop: _Loop | None) -> list[ast.stmt]:
        """The body of a loop, once."""
        self.loops.append(loop)
        self.turns += 1
        made = self.block(body)
        self.turns -= 1
        self.loops.pop()
        return made

    def leaving(
        self, body: list[ast.stmt], begin: Callable[[str], list[ast.stmt]]
    ) -> tuple[list[ast.stmt], list[ast.stmt]]:
        """A loop that members leave one by one, over when nobody is left: what stands before it, and its body."""
        loop = _Loop(self.names.fresh("going"), self.names.fresh("here"))
        lines, outside = [set_name(loop.going, self.now())], (self.where, self.mask)
        self.where, self.mask = self.inside(), loop.here
        turn = [*begin(loop.going), self.over(loop), set_name(loop.here, name_of(loop.going)), *self.turn(body, loop)]
        self.where, self.mask = outside
        return lines, turn

    def over(self, loop: _Loop) -> ast.stmt:
        nobody = ast.UnaryOp(ast.Not(), self.call(lanes.any_of, name_of(loop.going)))
        return ast.If(nobody, [ast.Break()], [])

    def _s_While(self, node: ast.While) -> list[ast.stmt]:
        test, kind = self.truth(node.test)
        if kind == SAME and not self.leaves(node):
            return [ast.While(test, self.turn(node.body, None), [])]

        def asked(going: str) -> list[ast.stmt]:
            again = self.truth(copy.deepcopy(node.test))[0]
            return [set_name(going, self.call(lanes.both, name_of(going), again))]

        lines, body = self.leaving(node.body, asked)
        return [*lines, ast.While(ast.Constant(True), body, [])]

    def _s_Break(self, node: ast.Break) -> list[ast.stmt]:
        return self.jump(node, True)

    def _s_Continue(self, node: ast.Continue) -> list[ast.stmt]:
        return self.jump(node, False)

    def jump(self, node: ast.stmt, out: bool) -> list[ast.stmt]:
        loop = self.loops[-1]
        if loop is None:
            return [node]
        now = self.names.fresh("leaving")
        names = [loop.going, loop.here] if out else [loop.here]
        return [set_name(now, self.call(lanes.neither, self.now()))] + [
            set_name(name, self.call(lanes.both, name_of(name), name_of(now))) for name in names
        ]

    def _s_Return(self, node: ast.Return) -> list[ast.stmt]:
        if node.value is None:
            return [node]
        made, self.returned = self.expression(node.value)
        if self.returned in ARRAYS:
            self.refuse(node, "an array cannot be returned; write to one that is given")
        return [ast.Return(made)]


def _jumps(node: ast.AST) -> bool:
    """Whether a branch holds a jump out of the loop around it (loops inside keep theirs)."""
    inner = (part for part in ast.iter_child_nodes(node) if not isinstance(part, ast.For | ast.While))
    return isinstance(node, JUMPS) or any(map(_jumps, inner))


def _branches(node: ast.AST) -> Iterator[ast.If]:
    """The branches in a loop that are in no other loop inside it."""
    for part in ast.iter_child_nodes(node):
        if isinstance(part, ast.If):
            yield part
        if not isinstance(part, ast.For | ast.While):
            yield from _branches(part)


def _is_short(body: list[ast.stmt]) -> bool:
    plain = all(isinstance(s, ast.Assign | ast.AugAssign | ast.Pass | ast.If) for s in body)
    parts = [part for s in body for part in ast.walk(s)]
    costly = any(isinstance(part, COSTLY) for part in parts)
    return plain and not costly and len(parts) <= SHORT
