"""YAML read strictly: plain data with line numbers, or one line that says what is wrong.

The parser is ruamel.yaml: it is kept, and alone among the Python ones it parses YAML 1.2. Only its events are used;
what a plain scalar means is decided here by the core schema of YAML 1.2, so that ``NO`` is Norway, ``NA`` Namibia and
``2024:2045`` a text. Anchors, aliases, tags, directives, merge keys, several documents, repeated keys, deep nesting and
large files are refused as they are met: nothing is built that a short file could blow up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from counterpoise.core import InputError, nearest

LARGEST = 256 * 1024
"""Most bytes in a file."""
DEEPEST = 8
"""Most levels of nesting."""
MOST = 10_000
"""Most values in a file."""
LONGEST_SHOWN = 60

NULL = re.compile(r"null|Null|NULL|~|")
TRUE, FALSE = re.compile(r"true|True|TRUE"), re.compile(r"false|False|FALSE")
WHOLE = re.compile(r"[-+]?[0-9]+")
OCTAL, HEXADECIMAL = re.compile(r"0o[0-7]+"), re.compile(r"0x[0-9a-fA-F]+")
REAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
ENDLESS = re.compile(r"[-+]?(\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN")


@dataclass(frozen=True)
class Node:
    """A value and the line it stands in (that of its key, if it has one).

    ``value`` is a text, number, truth value or None, a list of nodes, or nodes by the text of their keys.
    """

    value: Any
    file: str
    line: int

    @property
    def place(self) -> str:
        """``file:line``."""
        return f"{self.file}:{self.line}"

    def refuse(self, field: str, text: str) -> NoReturn:
        """Raise InputError: one line with file, line, field and what is allowed."""
        raise InputError(one_line(f"{self.place}: {field + ': ' if field else ''}{text}"))

    def refuse_word(self, field: str, word: object, what: str, allowed: Any, where: str = "") -> NoReturn:
        """Raise InputError for a word that is not among those allowed, with the nearest of them."""
        near = nearest(str(word), allowed)
        hint = f"; did you mean {near!r}?" if near else ""
        self.refuse(field, f"no {what} {shown(word)}{where}{hint}")


def shown(value: object) -> str:
    """A value as it may stand in an error: quoted, on one line, not long."""
    text = value if isinstance(value, str) else repr(value)
    cut = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "..."
    return repr(cut) if isinstance(value, str) else cut


def one_line(text: str) -> str:
    """The text with every line break and control character made visible."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def read_yaml(path: Path) -> Node:
    """The one document of a file. Raises InputError, naming file and line."""
    name = str(path)
    try:
        if not path.is_file():
            raise InputError(one_line(f"{name}: no such file"))
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise InputError(one_line(f"{name}: cannot be read: {error}")) from error
    if len(data) > LARGEST:
        raise InputError(one_line(f"{name}: larger than the {LARGEST // 1024} KiB a scenario may have"))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise InputError(one_line(f"{name}:{line}: not UTF-8 text")) from error
    return parse_yaml(text, name)


def parse_yaml(text: str, file: str) -> Node:
    """The one document of a text. Raises InputError, naming file and line."""
    return _Builder(file, _events(text, file)).document()


def _events(text: str, file: str) -> Iterator[Any]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    read = 1
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            read = event.end_mark.line + 1
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        _not_yaml(file, mark.line + 1 if mark else 1, error.problem or error.context or "", error)
    except YAMLError as error:
        position = getattr(error, "position", 0)
        _not_yaml(file, text[:position].count("\n") + 1, "a character that YAML does not allow", error)
    except Exception as error:  # the parser itself trips over some escapes: \UFFFFFFFF is no character
        _not_yaml(file, read, f"what follows cannot be read: {error}", error)


def _not_yaml(file: str, line: int, problem: str, error: Exception) -> NoReturn:
    raise InputError(one_line(f"{file}:{line}: not valid YAML: {' '.join(problem.split())}")) from error


class _Builder:
    """Makes nodes of events, refusing what is not plain data."""

    def __init__(self, file: str, events: Iterator[Any]):
        self.file, self.events, self.count, self.line = file, events, 0, 1

    def fail(self, text: str) -> NoReturn:
        Node(None, self.file, self.line).refuse("", text)

    def next(self) -> tuple[str, Any]:
        event = next(self.events)
        mark = getattr(event, "start_mark", None)
        self.line = mark.line + 1 if mark else self.line
        return type(event).__name__.removesuffix("Event"), event

    def document(self) -> Node:
        kind, event = self.next()
        kind, event = self.next()
        if kind == "StreamEnd":
            Node(None, self.file, 1).refuse("", "the file is empty")
        if event.version or event.tags:
            self.fail("directives (%YAML, %TAG) are not allowed; the rules are those of YAML 1.2")
        root = self.node(*self.next(), depth=0)
        self.next()
        if self.next()[0] != "StreamEnd":
            self.fail("a second document; a file holds one")
        return root

    def node(self, kind: str, event: Any, depth: int, line: int | None = None) -> Node:
        line = line or self.line
        self.count += 1
        if kind == "Alias" or event.anchor:
            self.fail("anchors (&) and aliases (*) are not allowed; write the value out")
        if event.tag not in (None, "!"):
            self.fail(f"tags are not allowed ({event.tag}); write a plain value, or a text in quotes")
        if depth > DEEPEST:
            self.fail(f"nested deeper than {DEEPEST} levels")
        if self.count > MOST:
            self.fail(f"more than {MOST} values")
        if kind == "Scalar":
            plain = event.style is None and event.tag is None
            return Node(meaning(event.value) if plain else event.value, self.file, line)
        return Node(self.items(depth) if kind == "SequenceStart" else self.entries(depth), self.file, line)

    def items(self, depth: int) -> list[Node]:
        found = []
        while (step := self.next())[0] != "SequenceEnd":
            found.append(self.node(*step, depth=depth + 1))
        return found

    def entries(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        while (step := self.next())[0] != "MappingEnd":
            line = self.line
            self.node(*step, depth=depth + 1)
            if step[0] != "Scalar":
                self.fail("a key must be a plain word")
            key = step[1].value
            if key == "<<":
                self.fail("merge keys (<<) are not allowed; write the values out")
            if key in found:
                self.fail(f"{shown(key)} stands here a second time; it is already in line {found[key].line}")
            found[key] = self.node(*self.next(), depth=depth + 1, line=line)
        return found


def meaning(text: str) -> str | int | float | bool | None:
    """What a plain scalar stands for in the core schema of YAML 1.2; an endless number is a float to be refused."""
    if NULL.fullmatch(text):
        return None
    if TRUE.fullmatch(text) or FALSE.fullmatch(text):
        return text[0] in "tT"
    if WHOLE.fullmatch(text):
        return int(text) if len(text) < 20 else float(text)
    if OCTAL.fullmatch(text) or HEXADECIMAL.fullmatch(text):
        return int(text, 0) if len(text) < 20 else float("inf")
    if REAL.fullmatch(text):
        return float(text)
    if ENDLESS.fullmatch(text):
        return float(text.casefold().replace(".", ""))
    return text
