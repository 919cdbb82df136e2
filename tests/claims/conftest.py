"""The panel, the facts, the paper where it is present, and a way to ask what a changed fact would get."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counterpoise.claims.board import check
from counterpoise.claims.verdict import Context, Fact, Verdict, read_facts
from counterpoise.data.panel import Panel, load_panel


@pytest.fixture(scope="session")
def panel() -> Panel:
    return load_panel()


@pytest.fixture(scope="session")
def facts() -> dict[str, Fact]:
    return {f.id: f for f in read_facts()}


@pytest.fixture(scope="session")
def context(panel, facts) -> Context:
    return Context(panel, tuple(facts.values()))


@pytest.fixture(scope="session")
def judged(panel, facts) -> Callable[..., Verdict]:
    """The verdict of a fact after changing some of its fields, with ``also`` standing among the facts."""

    def judge(fact: str, *also: Fact, without: tuple[str, ...] = (), **changes: str) -> Verdict:
        changed = replace(facts[fact], **changes)
        rest = [f for f in facts.values() if f.id != fact and f.id not in without]
        return check(changed, Context(panel, (*rest, changed, *also))).verdict

    return judge


@pytest.fixture(scope="session")
def paper() -> list[str]:
    """The first paper's lines: in COUNTERPOISE_PAPERS, or shared/papers beside the repository."""
    default = Path(__file__).resolve().parents[3] / "shared/papers"
    file = Path(os.environ.get("COUNTERPOISE_PAPERS", default)) / "roumate-ai-and-international-relations.txt"
    if not file.is_file():
        pytest.skip(f"the paper is not at {file}; set COUNTERPOISE_PAPERS to run this test")
    return file.read_text(encoding="utf-8").replace("\\$", "$").split("\n")
