"""Break one equation at a time: signs, factors, operators, comparisons and bounds of a Python file.

Left alone: docstrings, messages (``raise`` and f-strings), annotations, indices and axes, declared domains of
arguments, and the blocks that describe a model to its reader.
"""

import ast
import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass

OPERATOR = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Pow: ast.Mult}
BOUNDARY = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
OPPOSITE = {ast.Lt: ast.GtE, ast.LtE: ast.Gt, ast.Gt: ast.LtE, ast.GtE: ast.Lt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq}
NAMES = {"min": "max", "minimum": "maximum", "argmin": "argmax", "any": "all"}
NAMES |= {there: here for here, there in NAMES.items()}
DESCRIPTIONS = {"MODEL", "FIGURE", "__all__"}
DOMAINS = {"Arg", "share", "positive", "nonnegative", "count", "KnownResult", "ComparativeStatic"}
WITHOUT_SIGN = (
    ast.Constant,
    ast.Compare,
    ast.BoolOp,
    ast.Tuple,
    ast.List,
    ast.ListComp,
    ast.Dict,
    ast.DictComp,
    ast.JoinedStr,
)


@dataclass(frozen=True)
class Mutant:
    """One change of one file: the whole changed text, and the line as it was and as it became."""

    function: str
    line: int
    kind: str
    before: str
    after: str
    text: str


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a file, in the order of its lines, no two with the same text."""
    found: dict[str, Mutant] = {}
    for function, node in _sites(ast.parse(source)):
        for kind, replacement in _changes(node):
            text = _replaced(source, node, replacement)
            before, after = (t.splitlines()[node.lineno - 1].strip() for t in (source, text))
            found.setdefault(text, Mutant(function, node.lineno, kind, before, after, text))
    found.pop(source, None)
    return sorted(found.values(), key=lambda m: m.line)


def sample(candidates: list[Mutant], number: int, seed: str) -> list[Mutant]:
    """At most ``number`` mutants, spread evenly over the functions of the file; the same for the same seed."""
    shuffled = random.Random(seed).sample(candidates, len(candidates))
    turn: dict[str, int] = {}
    queue = []
    for mutant in shuffled:
        turn[mutant.function] = turn.get(mutant.function, 0) + 1
        queue.append((turn[mutant.function], len(queue), mutant))
    return [mutant for _, _, mutant in sorted(queue, key=lambda q: q[:2])[:number]]


def _sites(tree: ast.Module) -> Iterator[tuple[str, ast.expr | ast.Return | ast.AugAssign]]:
    """The nodes of equations, each with the function it belongs to."""
    for node in tree.body:
        named = {t.id for t in getattr(node, "targets", ()) if isinstance(t, ast.Name)}
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield from ((f"{node.name}.{method.name}", n) for n in _equations(method))
        elif isinstance(node, ast.FunctionDef):
            yield from ((node.name, n) for n in _equations(node))
        elif not named & DESCRIPTIONS:
            yield from (("(constants)", n) for n in _equations(node))


def _equations(node: ast.AST) -> Iterator[ast.expr | ast.Return | ast.AugAssign]:
    if isinstance(node, (ast.Raise, ast.JoinedStr, ast.Import, ast.ImportFrom)) or _is_domain(node):
        return
    if isinstance(node, (ast.expr, ast.Return, ast.AugAssign)):
        yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "slice"} or (isinstance(node, ast.keyword) and node.arg == "axis"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _equations(child)


def _is_domain(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in DOMAINS


def _changes(node: ast.expr | ast.Return | ast.AugAssign) -> Iterator[tuple[str, str]]:
    """Kinds and texts of what may stand in the node's place."""
    match node:
        case ast.BinOp() | ast.AugAssign() if type(node.op) in OPERATOR:
            kind = "sign" if isinstance(node.op, (ast.Add, ast.Sub)) else "operator"
            yield kind, _text(node, op=OPERATOR[type(node.op)]())
        case ast.UnaryOp(op=ast.USub()):
            yield "sign", f"({ast.unparse(node.operand)})"
        case ast.Constant(value=bool()):
            return
        case ast.Constant(value=int() | float()):
            yield "constant", repr(node.value * 2)
            yield "constant", repr(node.value + 1)
        case ast.Compare():
            for kind, table in (("boundary", BOUNDARY), ("comparison", OPPOSITE)):
                for place, op in enumerate(node.ops):
                    if type(op) in table:
                        yield kind, _text(node, ops=[*node.ops[:place], table[type(op)](), *node.ops[place + 1 :]])
        case ast.BoolOp():
            yield "comparison", _text(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.Name(id=name) if name in NAMES:
            yield "bound", NAMES[name]
        case ast.Attribute(attr=name) if name in NAMES:
            yield "bound", f"({ast.unparse(node.value)}).{NAMES[name]}"
        case ast.Return(value=ast.Name(id="inf" | "nan")):
            return
        case ast.Return(value=ast.expr() as value) if not isinstance(value, WITHOUT_SIGN) and not _is_bool(value):
            yield "result", f"return -({ast.unparse(value)})"
            yield "result", f"return 2 * ({ast.unparse(value)})"


def _is_bool(value: ast.expr) -> bool:
    called = isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "bool"
    return called or (isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not))


def _text(node: ast.AST, **changed: object) -> str:
    other = copy.copy(node)
    for name, value in changed.items():
        setattr(other, name, value)
    return f"({ast.unparse(other)})" if isinstance(other, ast.expr) else ast.unparse(other)


def _replaced(source: str, node: ast.expr | ast.stmt, replacement: str) -> str:
    """The source with the node's span replaced; columns count bytes of UTF-8."""
    lines = source.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: node.lineno - 1])) + node.col_offset
    end = sum(map(len, lines[: (node.end_lineno or node.lineno) - 1])) + (node.end_col_offset or 0)
    raw = source.encode()
    return (raw[:start] + replacement.encode() + raw[end:]).decode()
