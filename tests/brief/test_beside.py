"""Two processes write what one would."""

import os

import pytest

from counterpoise.brief.beside import Part, writer
from counterpoise.brief.compose import compose
from counterpoise.brief.document import to_html, to_json
from counterpoise.brief.entries import Desk
from counterpoise.brief.page import Ledger, Line, Section, Table
from counterpoise.engine.loading import may_fork

HERE = os.getpid()
pytestmark = pytest.mark.skipif(not may_fork(), reason="one processor, or no fork")


def _one(desk: Desk) -> Section:
    return Section(1, "One", "?", [_line(desk, "first"), Table("t", ["c"], [[_line(desk, "second")]])])


def _two(desk: Desk) -> Section:
    return Section(2, "Two", "?", [_line(desk, f"third, {os.getpid() == HERE}")])


def _dies(desk: Desk) -> Section:
    if os.getpid() != HERE:
        os._exit(1)
    return _one(desk)


def _fails(desk: Desk) -> Section:
    raise ValueError("no such state")


def _line(desk: Desk, label: str) -> Line:
    return Line("{n}", {"n": desk.computed(label, 1.0, label, "unit", "source")})


def _written(panel, *parts: Part) -> tuple[list[Section], Desk]:
    desk = Desk(panel, 2024, "PAK", None, Ledger(), "")
    with writer(parts, desk, 2) as write:
        return [write(part) for part in parts], desk


def test_numbers_enter_the_ledger_in_the_order_of_the_parts_whoever_wrote_them(panel):
    (one, two), desk = _written(panel, Part("1 One", _two), Part("2 Two", _one, beside=True))
    assert [n.id for n in desk.ledger.rows] == ["n1", "n2", "n3"]
    assert [n.label for n in desk.ledger.rows] == ["third, True", "first", "second"]
    assert [n.section for n in desk.ledger.rows] == ["1 One", "2 Two", "2 Two"]
    shown = [one.blocks[0], two.blocks[0], two.blocks[1].rows[0][0]]
    assert [line.numbers["n"] for line in shown] == desk.ledger.rows


def test_a_part_beside_the_others_is_written_by_another_process(panel):
    if not may_fork():
        pytest.skip("another test has left a thread behind")
    (two,), _ = _written(panel, Part("2 Two", _two, beside=True))
    assert two.blocks[0].text() == "third, False"


def test_parts_of_a_process_that_dies_are_written_here(panel):
    (one, two), desk = _written(panel, Part("1 One", _dies, beside=True), Part("2 Two", _two, beside=True))
    assert [n.label for n in desk.ledger.rows] == ["first", "second", "third, True"]
    assert (one.number, two.number) == (1, 2)


def test_an_error_beside_is_an_error_here(panel):
    with pytest.raises(ValueError, match="no such state"):
        _written(panel, Part("1 One", _fails, beside=True))


def test_a_brief_is_the_same_by_two_processes(panel, composed):
    both = compose(panel, "PAK", "IND", processes=2)
    assert to_json(both) == to_json(composed("PAK"))
    assert to_html(both) == to_html(composed("PAK"))
