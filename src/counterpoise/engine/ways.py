"""Prepares a function for members that part ways (``masking``): one way out, names of one meaning, loops over places.

Nothing here knows of lanes; a prepared function does what the one it was made from does.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Refuse = Callable[[ast.AST, str], None]
"""Raises InputError, with file and line."""
LOOPS = (ast.For, ast.While)


@dataclass
class Names:
    """Names that are taken in a function; new ones differ from them all."""

    taken: set[str]

    def fresh(self, stem: str) -> str:
        """A name that nobody has."""
        count = 0
        while (name := f"{stem}_{count}") in self.taken:
            count += 1
        self.taken.add(name)
        return name


def prepared(tree: ast.FunctionDef, names: Names, refuse: Refuse) -> ast.FunctionDef:
    """The same function with its return at the end, and with counters that nobody reads after their loop."""
    for node in ast.walk(tree):
        if isinstance(node, LOOPS) and node.orelse:
            refuse(node, "a loop cannot have an else; set a number in the loop and ask for it afterwards")
    tree.body = _one_way_out(tree.body, names, refuse)
    given = {argument.arg for argument in tree.args.args}
    _own_names(tree, tree.body, given, names)
    for node in ast.walk(tree):
        if isinstance(node, ast.For):
            _own_counter(tree, node, names, refuse)
    return tree


def carried(tree: ast.FunctionDef) -> set[str]:
    """Names that may be read before they are set in the same turn of a loop: these must outlive it for each member."""
    found: set[str] = set()
    _set_after(tree.body, {argument.arg for argument in tree.args.args}, found)
    return found


# -- one way out


def _one_way_out(body: list[ast.stmt], names: Names, refuse: Refuse) -> list[ast.stmt]:
    """A body that returns at its end alone, from one that also does elsewhere."""
    returns = [part for statement in body for part in ast.walk(statement) if isinstance(part, ast.Return)]
    if not returns or (len(returns) == 1 and returns[0] is body[-1] and returns[0].value):
        return body
    if all(r.value is None for r in returns):
        return _Ending(None, names).of(body)
    if any(r.value is None for r in returns) or not _always_returns(body):
        refuse(returns[0], "a number is returned on some ways only; return one on all")
    sizes = {len(r.value.elts) if isinstance(r.value, ast.Tuple) else 0 for r in returns}
    if len(sizes) > 1:
        refuse(returns[0], "what is returned must be as long on all ways")
    several = [names.fresh("result") for _ in range(max(sizes) or 1)]
    made: list[ast.expr] = []
    for context in (ast.Store(), ast.Load()):
        parts: list[ast.expr] = [ast.Name(name, context) for name in several]
        made.append(ast.Tuple(parts, context) if max(sizes) else parts[0])
    return [*_Ending(made[0], names).of(body), ast.copy_location(ast.Return(made[1]), returns[-1])]


def _always_returns(body: list[ast.stmt]) -> bool:
    last = body[-1]
    return isinstance(last, ast.Return) or (
        isinstance(last, ast.If) and bool(last.orelse) and all(map(_always_returns, (last.body, last.orelse)))
    )


@dataclass
class _Ending:
    """Assigns to ``target`` what statements would return, and lets what follows a return stand beside it."""

    target: ast.expr | None
    names: Names

    def of(self, body: list[ast.stmt]) -> list[ast.stmt]:
        for n, statement in enumerate(body):
            before, rest = body[:n], body[n + 1 :]
            if isinstance(statement, ast.Return):
                return [*before, *self._result(statement)] or [ast.Pass()]
            if not _has(statement, ast.Return):
                continue
            if isinstance(statement, ast.If):
                yes = self.of([*statement.body, *copy.deepcopy(rest)])
                no = self.of([*statement.orelse, *rest])
                return [*before, ast.copy_location(ast.If(statement.test, yes, no), statement)]
            left = self.names.fresh("left")
            lines: list[ast.stmt] = [*before, _assign(left, ast.Constant(False), statement)]
            lines += self._leaving([statement], left, False)
            if rest:
                test = ast.UnaryOp(ast.Not(), ast.Name(left, ast.Load()))
                lines.append(ast.copy_location(ast.If(test, self.of(rest), []), rest[0]))
            return lines
        return body

    def _result(self, node: ast.Return) -> list[ast.stmt]:
        if self.target is None or node.value is None:
            return []
        return [ast.copy_location(ast.Assign([copy.deepcopy(self.target)], node.value), node)]

    def _leaving(self, body: list[ast.stmt], left: str, inside: bool) -> list[ast.stmt]:
        """Loops that are left where they would return, and a note that they were."""
        lines: list[ast.stmt] = []
        for statement in body:
            if isinstance(statement, ast.Return):
                note = _assign(left, ast.Constant(True), statement)
                return [*lines, *self._result(statement), note, ast.copy_location(ast.Break(), statement)]
            lines.append(statement)
            if isinstance(statement, ast.If) and _has(statement, ast.Return):
                statement.body = self._leaving(statement.body, left, inside)
                statement.orelse = self._leaving(statement.orelse, left, inside)
            elif isinstance(statement, LOOPS) and _has(statement, ast.Return):
                statement.body = self._leaving(statement.body, left, True)
                if inside:
                    out = ast.If(ast.Name(left, ast.Load()), [ast.Break()], [])
                    lines.append(ast.copy_location(out, statement))
        return lines


# -- names of one meaning


def _own_names(tree: ast.AST, body: list[ast.stmt], given: set[str], names: Names) -> None:
    """A name that several loops use, each for a value of its own, becomes as many names.

    Else it would be taken to differ between members in all of them where it does in one.
    """
    users: dict[str, list[ast.stmt]] = {}
    for statement in body:
        for name in sorted({part.id for part in names_in(statement)} - given):
            users.setdefault(name, []).append(statement)
    for name, places in users.items():
        if len(places) == 1 or not all(_is_own(place, name) for place in places):
            continue
        here = sum(part.id == name for place in places for part in names_in(place))
        if here == sum(part.id == name for part in names_in(tree)):
            for place in places:
                _rename(place, name, names.fresh(name))
    for statement in body:
        for side in ("body", "orelse"):
            _own_names(tree, getattr(statement, side, []), given, names)


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


def _own_counter(tree: ast.AST, loop: ast.For, names: Names, refuse: Refuse) -> None:
    """Give a loop a counter of its own where it has a name that is used elsewhere, too, or is set in the loop."""
    if not isinstance(loop.target, ast.Name):
        refuse(loop, "a loop must have one counter")
        return
    name = loop.target.id
    inside = {id(part) for part in names_in(loop)}
    elsewhere = [p for p in names_in(tree) if p.id == name and id(p) not in inside]
    stored = any(_mentions(statement, name, ast.Store) for statement in loop.body)
    if not (elsewhere or stored):
        return
    own = {id(p) for other in ast.walk(tree) if _counts(other, name) for s in other.body for p in names_in(s)}  # type: ignore[attr-defined]
    read = any(isinstance(p.ctx, ast.Load) and id(p) not in own for p in elsewhere)
    counter = names.fresh(name)
    if not stored:
        for statement in loop.body:
            _rename(statement, name, counter)
    loop.target = ast.copy_location(ast.Name(counter, ast.Store()), loop.target)
    if read or stored:
        loop.body = [_assign(name, ast.Name(counter, ast.Load()), loop), *loop.body]


def _counts(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.For) and isinstance(node.target, ast.Name) and node.target.id == name


# -- what is set for certain


def _set_after(body: list[ast.stmt], known: set[str], found: set[str]) -> set[str] | None:
    """Names set for certain after some statements (None: they are left), and in ``found`` those read before."""
    known = set(known)
    for statement in body:
        if isinstance(statement, ast.Break | ast.Continue | ast.Return):
            _read(statement, known, found)
            return None
        if isinstance(statement, ast.If):
            _read(statement.test, known, found)
            sides = [_set_after(side, known, found) for side in (statement.body, statement.orelse)]
            left = [side for side in sides if side is not None]
            if not left:
                return None
            known = set.intersection(*left)
        elif isinstance(statement, LOOPS):
            _read(statement.iter if isinstance(statement, ast.For) else statement.test, known, found)
            target = {statement.target.id} if isinstance(statement, ast.For) and _is_name(statement.target) else set()  # type: ignore[attr-defined]
            _set_after(statement.body, known | target, found)
        else:
            _read(statement, known, found)
            known |= {part.id for part in names_in(statement) if isinstance(part.ctx, ast.Store)}
    return known


def _read(node: ast.AST, known: set[str], found: set[str]) -> None:
    augmented = isinstance(node, ast.AugAssign)
    found |= {p.id for p in names_in(node) if (isinstance(p.ctx, ast.Load) or augmented) and p.id not in known}


# -- trees


def names_in(node: ast.AST) -> Iterator[ast.Name]:
    """Every mention of a name."""
    return (part for part in ast.walk(node) if isinstance(part, ast.Name))


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name)


def _has(node: ast.AST, kind: type[ast.AST]) -> bool:
    return any(isinstance(part, kind) for part in ast.walk(node))


def _mentions(node: ast.AST, name: str, how: type[ast.expr_context] = ast.expr_context) -> bool:
    return any(part.id == name and isinstance(part.ctx, how) for part in names_in(node))


def _rename(node: ast.AST, name: str, new: str) -> None:
    for part in names_in(node):
        if part.id == name:
            part.id = new


def _assign(name: str, value: ast.expr, place: ast.AST) -> ast.stmt:
    return ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], value), place)
