"""A page a model for docs/theory: statement, equation, figure, known results, citation, grade of confidence."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from counterpoise.core import format_reference
from counterpoise.theory.declare import Model

from .catalog import Entry, catalog
from .figure import draw
from .terminal import plain


def write_pages(folder: Path) -> list[Path]:
    """Write index, one Markdown page and one SVG figure a model; return what was written."""
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    written = [_write(folder / "index.md", "\n".join(index()) + "\n")]
    for entry in catalog():
        written.append(_write(folder / "figures" / f"{entry.name}.svg", draw(entry)))
        written.append(_write(folder / f"{entry.name}.md", "\n".join(page(entry)) + "\n"))
    return written


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def index() -> Iterator[str]:
    """The table of contents."""
    yield "# The theory library"
    yield ""
    yield "Published formal models, each stated, drawn and tested against its own exact results. This folder is made by"
    yield "`counterpoise theory --pages docs/theory`; edit the models, not the pages."
    yield ""
    yield "| | model | claim | formula |"
    yield "|---|---|---|---|"
    for entry in catalog():
        model, grade = entry.model, entry.model.confidence.name.lower()
        yield f"| {model.section} | [{model.title}]({entry.name}.md) | {model.claim} | {grade} |"


def page(entry: Entry) -> Iterator[str]:
    """One model as Markdown."""
    model = entry.model
    yield from (f"# {model.title}", "", f"*{model.section}, `counterpoise.theory.{entry.name}`*", "", model.claim, "")
    yield from ("```math", model.equation, "```", "")
    yield from (f"![{model.title}](figures/{entry.name}.svg)", "", model.static.reading, "")
    yield from arguments(model)
    yield from ("", f"**Holds** {_sentence(model.holds)}", "", f"**Breaks** {_sentence(model.breaks)}", "")
    if model.corrects:
        yield from (f"**Corrects the slogan** {_sentence(model.corrects)}", "")
    yield from ("## Known results", "", "| result | value |", "|---|---|")
    for known in model.known:
        yield f"| {_cell(known.text)} | {_cell(plain(known.call()))} |"
    yield from ("", "## Try it", "", f"    counterpoise theory {entry.name} {_options(model)}", "")
    value = float(model.main(**{k: float(v) for k, v in model.example.items()}))
    yield f"gives {value:.6g}: {_sentence(model.meaning(value))}"
    yield from ("", "## Sources", "", *(f"- {format_reference(key)}" for key in model.cites), "")
    yield f"Formula: {model.confidence.value}."


def arguments(model: Model) -> Iterator[str]:
    """The domains of the main function as a table."""
    yield from (f"## `{model.main.kernel.__name__}`", "", "| argument | meaning | domain | unit |", "|---|---|---|---|")
    for name, arg in model.main.args.items():
        yield f"| `{name}` | {_cell(arg.doc)} | {arg.interval()} | {_cell(arg.unit)} |"


def _sentence(text: str) -> str:
    return text.rstrip(".") + "."


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _options(model: Model) -> str:
    return " ".join(f"--{k.replace('_', '-')} {np.float64(v):g}" for k, v in model.example.items())
