"""What a brief is made of: sections of lines, tables and charts, in which every number knows where it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import escape
from string import Formatter

from counterpoise.core import Grade


@dataclass(frozen=True)
class Number:
    """One number as shown, with its row of the ledger."""

    id: str
    section: str
    label: str
    value: float | str | None
    text: str
    unit: str
    grade: str
    source: str
    year: str
    licence: str

    def html(self) -> str:
        """The number marked up so that a reader, or a test, finds its row of the ledger."""
        hint = f"{self.grade}; {self.source}; {self.year}"
        opening = f'<data value="{self.id}" class="{self.grade}" title="{escape(hint, quote=True)}">'
        return f"{opening}{escape(self.text)}</data>"


@dataclass(frozen=True)
class Line:
    """A sentence or a table cell: words with numbers in named places."""

    template: str
    numbers: dict[str, Number] = field(default_factory=dict)

    def text(self) -> str:
        """As plain text."""
        return self.template.format(**{k: n.text for k, n in self.numbers.items()})

    def html(self) -> str:
        """As HTML with its numbers marked up."""
        parts = Formatter().parse(self.template)
        return "".join(escape(said) + (self.numbers[key].html() if key else "") for said, key, _, _ in parts)


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first column names the row. A folded one opens on demand; a terminal leaves it out."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Line]]
    note: str = ""
    folded: bool = False


@dataclass(frozen=True)
class Chart:
    """A picture as SVG; what it shows also stands in a table, so the terminal leaves it out."""

    svg: str
    caption: str


@dataclass(frozen=True)
class Section:
    """One numbered section of the brief."""

    number: int
    title: str
    question: str
    blocks: Sequence[Line | Table | Chart]


@dataclass(frozen=True)
class Brief:
    """The whole brief: sections, and the ledger of every number in them."""

    state: str
    name: str
    rival: str | None
    rival_name: str | None
    year: int
    sections: Sequence[Section]
    ledger: Sequence[Number]


class Ledger:
    """Collects a row for every number while the sections are written."""

    def __init__(self) -> None:
        self.rows: list[Number] = []

    def add(
        self,
        section: str,
        label: str,
        value: float | str | None,
        text: str,
        unit: str,
        grade: Grade | str,
        source: str,
        year: int | str,
        licence: str,
    ) -> Number:
        """Enter one number and hand it back for use in a line."""
        return self.enter(Number("", section, label, value, text, unit, str(grade), source, str(year), licence))

    def enter(self, number: Number) -> Number:
        """Enter a number under the next free id and hand it back so."""
        self.rows.append(replace(number, id=f"n{len(self.rows) + 1}"))
        return self.rows[-1]


def words(text: str) -> Line:
    """A line without numbers. Braces in ``text`` are kept as they are."""
    return Line(literal(text))


def capital(text: str) -> str:
    """Text at the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def literal(text: str) -> str:
    """Text as part of a template of a line, its braces kept as they are."""
    return text.replace("{", "{{").replace("}", "}}")
