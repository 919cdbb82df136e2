"""What a step reads and changes, found in its own source; and what a step may not do."""

import ast
import inspect
import linecache
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from .errors import InputError

ARGUMENTS = ("world", "change", "p", "draw")
DRAWS = ("uniform", "uniform_pair", "uniforms", "normal", "normals", "exponential")


@dataclass(frozen=True)
class Use:
    """The names a step uses: what it reads of the world, which fields it changes, which parameters it needs.

    Each maps a name to the line of its first mention.
    """

    reads: dict[str, int]
    changes: dict[str, int]
    params: dict[str, int]
    file: str


def parse(function: Callable[..., Any]) -> tuple[ast.FunctionDef, str]:
    """A function's syntax tree with true line numbers, and its file. Raises InputError where there is no source."""
    if isinstance(function, FunctionType) and not hasattr(function, "__wrapped__"):
        code = function.__code__
        tree = _parse_block(code.co_filename, code.co_firstlineno, function.__globals__)
        if tree and tree.name == code.co_name:
            return tree, code.co_filename
    return _parse_by_inspection(function)


def _parse_block(file: str, first: int, scope: dict[str, Any]) -> ast.FunctionDef | None:
    """The tree of the function written with ``def`` from a line of a file on; None where there is none.

    A function ends before a line that is indented no further than it, unless that line stands inside brackets or a
    text: up to there it is no Python, so that the next such line is tried. ``inspect`` splits all of a function into
    tokens to find its end, which took a quarter of a second for the steps of a model.
    """
    linecache.checkcache(file)
    lines = linecache.getlines(file, scope)[first - 1 :]
    if not lines or not lines[0].lstrip().startswith(("def ", "@")):
        return None
    above = "\n" * (first - 1)  # so that lines have their true numbers
    for end in _ends(lines):
        try:
            tree = ast.parse(above + textwrap.dedent("".join(lines[:end]))).body[0]
        except SyntaxError:
            continue
        return tree if isinstance(tree, ast.FunctionDef) else None
    return None


def _ends(lines: list[str]) -> Iterator[int]:
    """How many lines there are before each that may begin something new, and at last all of them."""
    indent = len(lines[0]) - len(lines[0].lstrip())
    for k, line in enumerate(lines[1:], 1):
        bare = line.lstrip()
        if bare and len(line) - len(bare) <= indent and not bare.startswith("#"):
            yield k
    yield len(lines)


def _parse_by_inspection(function: Callable[..., Any]) -> tuple[ast.FunctionDef, str]:
    """The same of whatever ``inspect`` can read."""
    try:
        lines, first = inspect.getsourcelines(function)
    except (OSError, TypeError) as error:
        name = getattr(function, "__qualname__", repr(function))
        raise InputError(f"{name}: its source cannot be read; write it in a file or a notebook cell") from error
    tree = ast.parse(textwrap.dedent("".join(lines))).body[0]
    if not isinstance(tree, ast.FunctionDef):
        raise InputError(f"{inspect.getsourcefile(function)}:{first}: a function written with def is needed")
    ast.increment_lineno(tree, first - 1)
    return tree, inspect.getsourcefile(function) or "?"


def use_of(step: Callable[..., Any]) -> Use:
    """What ``step(world, change, p, draw)`` uses. Raises InputError, with file and line, for what it may not do."""
    tree, file = parse(step)
    given = tuple(a.arg for a in tree.args.args)
    if given != ARGUMENTS:
        raise InputError(f"{file}:{tree.lineno}: a step takes ({', '.join(ARGUMENTS)}), not ({', '.join(given)})")
    reader = _Reader(file)
    reader.read(tree)
    return Use(reader.names["world"], reader.names["change"], reader.names["p"], file)


class _Reader:
    """Walks one step, noting the names it uses and refusing what would break the rules of a phase."""

    def __init__(self, file: str):
        self.file = file
        self.names: dict[str, dict[str, int]] = {who: {} for who in ("world", "change", "p")}
        self.draws: set[str] = set()
        self.aliases: set[str] = set()

    def fail(self, node: ast.AST, text: str) -> None:
        raise InputError(f"{self.file}:{getattr(node, 'lineno', '?')}: {text}")

    def read(self, tree: ast.FunctionDef) -> None:
        parents: dict[ast.AST, ast.AST] = {}
        nodes = [node for node in _in_order(tree, parents) if isinstance(node, ast.Name | ast.Subscript | ast.Assign)]
        for node in nodes:
            if isinstance(node, ast.Assign) and _owner(node.value) == "world":
                self.aliases |= {t.id for t in node.targets if isinstance(t, ast.Name)}
        for node in nodes:
            if isinstance(node, ast.Name) and node.id in ARGUMENTS:
                self._mention(node, parents)
            elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
                self._store(node)

    def _mention(self, name: ast.Name, parents: dict[ast.AST, ast.AST]) -> None:
        attribute = parents[name]
        if not isinstance(attribute, ast.Attribute):
            self.fail(name, f"{name.id} as a whole cannot be passed on; helpers take values")
            return
        if name.id == "draw":
            self._draw(attribute, parents[attribute])
            return
        if name.id == "change":
            self._change(attribute, parents)
        elif not isinstance(attribute.ctx, ast.Load):
            self.fail(name, f"{name.id}.{attribute.attr} is read-only inside a step")
        self.names[name.id].setdefault(attribute.attr, attribute.lineno)

    def _change(self, attribute: ast.Attribute, parents: dict[ast.AST, ast.AST]) -> None:
        target = parents[attribute]
        statement = parents.get(target)
        added = isinstance(statement, ast.AugAssign) and statement.target is target
        if not (added and isinstance(target, ast.Subscript) and isinstance(statement.op, ast.Add | ast.Sub)):  # type: ignore[union-attr]
            self.fail(attribute, f"change.{attribute.attr} can only be added to: change.{attribute.attr}[i] += ...")

    def _draw(self, attribute: ast.Attribute, call: ast.AST) -> None:
        if attribute.attr not in DRAWS or not (isinstance(call, ast.Call) and call.func is attribute):
            self.fail(attribute, f"draw.{attribute.attr}: draw with {', '.join(f'draw.{d}(id)' for d in DRAWS)}")
            return
        channel = next((k.value for k in call.keywords if k.arg == "channel"), call.args[1] if call.args[1:] else None)
        if channel is None or isinstance(channel, ast.Constant):
            address = ast.unparse(call.args[0]) + " channel " + (ast.unparse(channel) if channel else "0")
            if address in self.draws:
                self.fail(call, f"two draws at one address ({address}) are one number; give the second channel=1")
            self.draws.add(address)

    def _store(self, node: ast.Subscript) -> None:
        if isinstance(node.value, ast.Name) and node.value.id in self.aliases:
            self.fail(node, f"{node.value.id} is a field of the world, which is read-only inside a step")
        if _owner(node.value) == "world":
            self.fail(node, f"{ast.unparse(node.value)} is read-only inside a step; add to change instead")


def _owner(node: ast.AST) -> str:
    """``world`` for the expression ``world.x``."""
    return node.value.id if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) else ""


def _in_order(tree: ast.AST, parents: dict[ast.AST, ast.AST]) -> list[ast.AST]:
    """The tree and all below it as they are written; notes whose child each is.

    Left out is what has nothing below it and no place of its own, such as the sign of an addition.
    """
    found, waiting = [], [tree]
    while waiting:
        node = waiting.pop()
        found.append(node)
        below: list[ast.AST] = []
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, list):
                below += [child for child in value if isinstance(child, ast.AST) and child._fields]
            elif isinstance(value, ast.AST) and value._fields:
                below.append(value)
        for child in below:
            parents[child] = node
        waiting += reversed(below)
    return found
