"""Local arrays of a step: where they are made, filled and cleared (``rebuild`` makes arguments of them)."""

import ast


def assigned(statement: ast.stmt) -> list[tuple[ast.expr, ast.expr]]:
    """Targets and values of a plain assignment, one by one where both sides are lists of them."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return []
    target, value = statement.targets[0], statement.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def fills(body: list[ast.stmt], name: str, size: str) -> bool:
    """Whether the first that is done with an array is a loop that writes every place of it before it reads there."""
    first = next((s for s in body if any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(s))), None)
    if not (isinstance(first, ast.For) and isinstance(first.target, ast.Name)):
        return False
    if ast.unparse(first.iter) != f"range(world.{size})":
        return False
    if any(isinstance(n, ast.Break | ast.Return) for n in ast.walk(first)):
        return False
    for statement in first.body:
        if not any(isinstance(n, ast.Name) and n.id == name for n in ast.walk(statement)):
            if any(isinstance(n, ast.Continue) for n in ast.walk(statement)):
                return False
            continue
        pairs = assigned(statement)
        read = any(isinstance(n, ast.Name) and n.id == name for _, value in pairs for n in ast.walk(value))
        targets = [part for target, _ in pairs for part in (target.elts if isinstance(target, ast.Tuple) else [target])]
        return not read and f"{name}[{first.target.id}]" in map(ast.unparse, targets)
    return False


def cleared(name: str, size: str, place: ast.AST) -> ast.AST:
    """A loop that sets all of an array to 0."""
    counter = f"place_of_{name}"
    (loop,) = ast.parse(f"for {counter} in range(world.{size}):\n    {name}[{counter}] = 0.0").body
    for part in ast.walk(loop):
        ast.copy_location(part, place)
    return loop
