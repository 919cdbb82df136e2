"""What becomes of assignments where members part ways: names and places keep what they held for who is not there."""

import ast
import copy

from . import lanes
from .varying import ROW, SAME, TABLE, VARIES, Expressions, Kind, Setting, name_of
from .ways import names_in

Scope = tuple[int, ...]
"""The branches and loops around a statement that members may pass by, outermost first."""


class Assignments(Expressions):
    """Writes assignments for lanes."""

    def __init__(self, tree: ast.FunctionDef, kinds: dict[str, Kind], setting: Setting):
        super().__init__(tree, kinds, setting)
        self.first: dict[str, Scope] = {a.arg: () for a in tree.args.args}
        self.where: Scope = ()
        self.outlives: set[str] = set()
        """Names that one turn of a loop may set for the next."""

    def _s_Pass(self, node: ast.Pass) -> list[ast.stmt]:
        return [node]

    def _s_Expr(self, node: ast.Expr) -> list[ast.stmt]:
        return [ast.Expr(self.expression(node.value)[0])]

    def _s_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        if len(node.targets) > 1:
            self.refuse(node, "give one name at a time a value")
        (target,) = node.targets
        if not isinstance(target, ast.Tuple):
            made, kind = self.expression(node.value)
            return self.assign(target, made, kind)
        if isinstance(node.value, ast.Tuple) and _apart(target, node.value):
            pairs = zip(target.elts, node.value.elts, strict=True)
            return [line for one, part in pairs for line in self.assign(one, *self.expression(part))]
        lines, values = self.parts(target, node.value)
        for one, (value, kind) in zip(target.elts, values, strict=True):
            lines += self.assign(one, value, kind)
        return lines

    def parts(self, target: ast.Tuple, value: ast.expr) -> tuple[list[ast.stmt], list[tuple[ast.expr, Kind]]]:
        """What several names are set to at once, each under a name of its own."""
        if isinstance(value, ast.Tuple) and len(value.elts) == len(target.elts):
            parts = [(self.names.fresh("part"), *self.expression(part)) for part in value.elts]
            return [set_name(name, made) for name, made, _ in parts], [(name_of(name), kind) for name, _, kind in parts]
        made, whole = self.expression(value)
        kinds = whole if isinstance(whole, tuple) else (whole,) * len(target.elts)
        if whole not in (SAME, kinds) or len(kinds) != len(target.elts):
            self.refuse(target, "there are more or fewer values than names")
        name = self.names.fresh("several")
        places = [ast.Subscript(name_of(name), ast.Constant(n), ast.Load()) for n in range(len(kinds))]
        return [set_name(name, made)], list(zip(places, kinds, strict=True))

    def _s_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        if isinstance(node.target, ast.Subscript) and isinstance(node.op, ast.Add | ast.Sub):
            return self.add_to(node.target, node.op, node.value)
        before = copy.deepcopy(node.target)
        before.ctx = ast.Load()
        made, kind = self.expression(ast.copy_location(ast.BinOp(before, node.op, node.value), node))
        return self.assign(node.target, made, kind)

    def assign(self, target: ast.expr, value: ast.expr, kind: Kind) -> list[ast.stmt]:
        if isinstance(target, ast.Name):
            return self.assign_name(target, value, kind)
        if not isinstance(target, ast.Subscript):
            self.refuse(target, "a value can be given to a name or to a place in an array")
        base, index, varies, value = self.written(target, value, kind)
        if varies:
            return [ast.Expr(self.call(lanes.put, base, index, value, self.now()))]
        if self.passed_by(base):
            old = ast.Subscript(base, copy.deepcopy(index), ast.Load())
            value = self.call(lanes.settled, self.call(lanes.select, self.now(), value, old))
        return [ast.Assign([ast.Subscript(base, index, ast.Store())], value)]

    def add_to(self, target: ast.Subscript, op: ast.operator, node: ast.expr) -> list[ast.stmt]:
        """``a[i] += v``: nothing is added outside the mask, which is faster than to write there what there was."""
        made, kind = self.expression(node)
        base, index, varies, value = self.written(target, made, kind)
        if varies:
            whole = ast.BinOp(self.call(lanes.look, base, index), op, value)
            return [ast.Expr(self.call(lanes.put, base, copy.deepcopy(index), whole, self.now()))]
        if self.passed_by(base):
            added = isinstance(op, ast.Add)
            value = self.call(lanes.added_where if added else lanes.taken_where, self.now(), value)
        whole = ast.BinOp(ast.Subscript(base, copy.deepcopy(index), ast.Load()), op, value)
        return [ast.Assign([ast.Subscript(base, index, ast.Store())], whole)]

    def written(self, target: ast.Subscript, value: ast.expr, kind: Kind) -> tuple[ast.expr, ast.expr, bool, ast.expr]:
        """An array that is written to, the place there, whether that differs between members, and the number."""
        base, base_kind = self.expression(target.value)
        index, varies = self.place(target.slice)
        if base_kind not in (ROW, TABLE) or kind not in (SAME, VARIES):
            self.refuse(target, "a number can be written to arrays made here and to changes alone")
        if varies and base_kind != ROW:
            self.refuse(target, "a place in two dimensions must be the same for all members")
        self.writes = True
        return base, index, varies, value if kind == VARIES else self.call(lanes.real, self.call(lanes.spread, value))

    def passed_by(self, base: ast.expr) -> bool:
        """Whether there may be members that do not write to an array here, but see it later."""
        return bool(self.where) or (not self.setting.own and (not self.setting.step or _is_change(base)))

    def assign_name(self, target: ast.Name, value: ast.expr, kind: Kind) -> list[ast.stmt]:
        name, before = target.id, self.kinds.get(target.id)
        first = self.first.setdefault(name, self.where)
        alone = not self.where or (first[: len(self.where)] == self.where and name not in self.outlives)
        if kind not in (SAME, VARIES):
            if not alone or before not in (None, kind):
                self.refuse(
                    target, f"{name} stands for an array or several numbers, and must be set in one place alone"
                )
            self.kinds[name] = kind
            return [set_name(name, value)]
        if before not in (None, SAME, VARIES):
            self.refuse(target, f"{name} is set to a number here and to something else elsewhere")
        known = VARIES if VARIES in (kind, before) or not alone else SAME
        self.kinds[name] = known
        if known == VARIES and kind == SAME:
            value = self.call(lanes.spread, value)
        if alone:
            return [set_name(name, value)]
        chosen = set_name(name, self.call(lanes.select, self.now(), value, name_of(name)))
        if name not in self.outlives:
            return [chosen]
        # a name needs some value before it is chosen from; this sets none, but says of what type it is
        return [ast.If(self.call(lanes.never), [set_name(name, copy.deepcopy(value))], []), chosen]


def _apart(target: ast.Tuple, value: ast.Tuple) -> bool:
    """Whether several names can be set one after the other: none is looked at to set another."""
    stored = {part.id for one in target.elts for part in _roots(one)}
    looked = {part.id for part in names_in(value)}
    return len(target.elts) == len(value.elts) and not stored & looked


def _roots(target: ast.expr) -> list[ast.Name]:
    while isinstance(target, ast.Subscript):
        target = target.value
    return [target] if isinstance(target, ast.Name) else []


def _is_change(base: ast.expr) -> bool:
    while isinstance(base, ast.Subscript):
        base = base.value
    return isinstance(base, ast.Name) and base.id.startswith("change__")


def set_name(name: str, value: ast.expr) -> ast.stmt:
    """An assignment to a name."""
    return ast.Assign([ast.Name(name, ast.Store())], value)
