"""Loops that do nothing but draw into arrays: two draws at a time, since a processor waits for each step of one."""

import ast
import copy
from collections.abc import Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from counterpoise.core import random

from .scratch_arrays import assigned
from .ways import names_in

TWO: dict[Any, tuple[int, Any]] = {
    random.uniform: (1, random.two_uniform),
    random.uniform_pair: (2, random.two_uniform_pairs),
    random.normals: (2, random.two_normals),
}
"""How many numbers a function draws, and the function that does so at two addresses."""


@dataclass(frozen=True)
class OneDraw:
    """One draw of a loop: where it goes, the function and its arguments."""

    targets: list[ast.Subscript]
    function: Any
    args: list[ast.expr]

    def later(self, name: str) -> "OneDraw":
        """The same draw one turn later in the loop that counts ``name``."""

        class Later(ast.NodeTransformer):
            def visit_Name(self, node: ast.Name) -> Any:
                return ast.BinOp(node, ast.Add(), ast.Constant(1)) if node.id == name else node

        def moved(node: Any) -> Any:
            return Later().visit(copy.deepcopy(node))

        return OneDraw([moved(t) for t in self.targets], self.function, [moved(a) for a in self.args])


def two_of(one: OneDraw) -> FunctionType:
    """The function that makes such a draw at two addresses."""
    function: FunctionType = TWO[one.function][1]
    return function


def draws_of(loop: ast.For, frozen: Mapping[str, Any]) -> list[OneDraw]:
    """The draws of a loop that only draws, all of one kind, at places it does not write; nothing if it does more."""
    found: list[OneDraw] = []
    for statement in loop.body:
        made = [_one_draw(into, drawn, frozen) for into, drawn in assigned(statement)]
        drawn = [one for one in made if one]
        if not drawn or len(drawn) < len(made):
            return []
        found += drawn
    written = {part.id for one in found for target in one.targets for part in names_in(target.value)}
    places = [part for one in found for node in (*one.args, *(t.slice for t in one.targets)) for part in names_in(node)]
    alike = len({one.function for one in found}) == 1
    return found if alike and not written & {part.id for part in places} else []


def _one_draw(into: ast.expr, drawn: ast.expr, frozen: Mapping[str, Any]) -> OneDraw | None:
    if not (isinstance(drawn, ast.Call) and isinstance(drawn.func, ast.Name)):
        return None
    function = frozen.get(drawn.func.id)
    count, _ = TWO.get(function, (0, None))
    targets = [t for t in (into.elts if isinstance(into, ast.Tuple) else [into]) if isinstance(t, ast.Subscript)]
    return OneDraw(targets, function, drawn.args) if count and count == len(targets) else None
