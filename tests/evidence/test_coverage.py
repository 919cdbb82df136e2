"""The account of the papers' inventory: current, whole, and closed to markers and rows that nobody knows."""

import ast
import re
from pathlib import Path

import pytest

from counterpoise import scenarios
from counterpoise.claims import tested
from counterpoise.claims.propositions.stated import statements
from counterpoise.cli.app import cli
from counterpoise.core import InputError
from counterpoise.data.panel import load_panel
from counterpoise.evidence.coverage_page import (
    KINDS,
    MOST_LEFT_OUT,
    PAGE,
    check,
    collected,
    is_slow,
    kind_of,
    liveness,
    mechanisms_in,
    page,
)
from counterpoise.evidence.inventory import SOURCES, TESTS, Marker, Row, inventory, markers
from counterpoise.power.measures import DESCRIPTIONS

ROOT = Path(__file__).resolve().parents[2]
ROWS = inventory(ROOT / "docs/inventory.toml")
NUMBERS = {"A": 20, "P": 32, "F": 50, "T": 20, "K": 7, "RQ": 7, "L": 10, "C": 30, "E": 8}
"""How many rows of each kind the specification has."""


@pytest.fixture(scope="module")
def account():
    return collected(ROOT)


@pytest.fixture
def source(tmp_path):
    """``source(text)`` writes a file of a mechanism and returns the folder."""

    def make(text, name="mechanisms/made_up.py"):
        path = tmp_path / "counterpoise" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return tmp_path

    return make


def test_the_page_is_what_the_markers_say():
    """Written anew by ``python -m counterpoise.evidence.coverage_page``."""
    assert (ROOT / PAGE).read_text(encoding="utf-8") == page(ROOT)


def test_no_row_of_the_specification_is_missing():
    assert set(ROWS) == {
        f"{k}{n:0{2 if k in 'APFTC' else 1}d}" for k, most in NUMBERS.items() for n in range(1, most + 1)
    }
    assert all(row.item and row.locator for row in ROWS.values())


def test_every_row_is_accounted_for_and_few_are_left_out(account):
    rows, code, _ = account
    marked = {row for marker in code for row in marker.ids}
    left_out = {i for i, row in rows.items() if row.not_covered}
    assert marked | left_out == set(rows)
    assert not marked & left_out
    assert len(left_out) <= MOST_LEFT_OUT * len(rows)
    assert all(len(rows[i].not_covered.split()) >= 8 for i in left_out)


def test_every_test_on_the_page_exists(account):
    """Read from the page and looked up in the files by a route of its own."""
    named = set(re.findall(r"`([\w/]+\.py)::([\w:]+)`", (ROOT / PAGE).read_text(encoding="utf-8")))
    assert len(named) > 100
    for file, name in named:
        body = ast.parse((ROOT / TESTS / file).read_text(encoding="utf-8")).body
        *above, last = name.split("::")
        for outer in above:
            body = next(n for n in body if isinstance(n, ast.ClassDef) and n.name == outer).body
        assert last.startswith("test_")
        assert any(isinstance(n, ast.FunctionDef) and n.name == last for n in body), f"{file}::{name}"


def test_every_file_on_the_page_exists_and_holds_the_marker(account):
    for line in (ROOT / PAGE).read_text(encoding="utf-8").splitlines():
        row, *cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        if row in ROWS:
            for file in re.findall(r"`([\w/-]+\.(?:py|yaml))`", cells[3]):
                text = (ROOT / SOURCES / file).read_text(encoding="utf-8")
                assert re.search(rf"# covers:.*\b{row}\b", text), f"{row}: {file}"


def test_every_mechanism_of_the_record_of_liveness_is_read():
    alive = liveness(ROOT / "docs/evidence/liveness.md")
    assert "`" in alive["Growth"]
    assert all("(" in said for said in alive.values())
    assert mechanisms_in(ROOT / SOURCES / "mechanisms/shocks.py") == [
        "BorderClosure", "SupposedSanctions", "CrisisShock", "UnrestWave",
    ]  # fmt: skip


def test_commands_on_the_page_are_commands_of_things_that_exist():
    text = (ROOT / PAGE).read_text(encoding="utf-8")
    said = {tuple(found.split()) for found in re.findall(r"`counterpoise ([^`]+)`", text)} - {("claims",)}
    known = set(load_panel().variables) | set(DESCRIPTIONS)
    assert set(re.findall(r'`counterpoise\.claims\.tested\.compute\("(\w+)"\)`', text)) <= set(tested.ids())
    for command, *rest in said:
        assert command in cli.commands, command
        for word in rest[:1]:
            if command == "measure":
                assert word in known, word
            elif command == "claims":
                assert word in statements(), word
            elif command == "compare":
                assert word in scenarios.names(), word
            elif command == "theory":
                assert (ROOT / SOURCES / "theory" / f"{word}.py").exists(), word


def test_every_marker_stands_in_a_room_that_covers_something(account):
    _, code, _ = account
    assert {kind_of(marker) for marker in code} == set(KINDS)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# covers: F99\n", r"made_up\.py:1: the inventory has no row 'F99'; did you mean '\w+'"),
        ("x = 1\n# covers: F1,F2\n", r"made_up\.py:2: a marker is"),
        ("# covers:\n", r"made_up\.py:1: a marker is"),
        ("# covers: F01, F01 and others\n", r"made_up\.py:1: a marker is"),
    ],
)
def test_a_marker_that_is_none_is_refused(source, text, said):
    with pytest.raises(InputError, match=said):
        markers(source(text), ROWS)


def test_a_marker_above_no_test_is_refused_among_tests(source):
    text = "# covers: F01\n\nimport math\n\n\n# covers: F02\ndef test_it():\n    pass\n"
    with pytest.raises(InputError, match=r"test_made_up\.py:1: among tests"):
        markers(source(text, "test_made_up.py"), ROWS)


def test_a_marker_belongs_to_what_stands_below_it(source):
    text = '''"""A file with what only looks like a marker:
# covers: F99
"""

# covers: F01, T02


# covers: F02
@decorated
class Held(Mechanism):
    # covers: F03
    rate = param(1.0)
    # covers: P01
    # covers: P02
    other = known(
        2.0
    )
    # covers: F04
    plain = 3.0
'''
    found = markers(source(text), ROWS)
    assert [(m.ids, m.name) for m in found] == [
        (("F01", "T02"), ""), (("F02",), "Held"), (("F03",), "Held::rate"), (("P01",), "Held::other"),
        (("P02",), "Held::other"), (("F04",), ""),
    ]  # fmt: skip
    assert [kind_of(m) for m in found[:3]] == ["mechanism", "mechanism", "parameter"]


def test_slow_tests_are_known_by_their_mark(source):
    text = "# covers: F01\n@pytest.mark.slow\n@pytest.mark.parametrize('x', [1])\ndef test_one(x):\n    pass\n\n\n"
    text += "# covers: F02\ndef test_two():\n    pass\n\n\n@pytest.mark.slow\ndef test_three():\n    pass\n"
    assert list(map(is_slow, markers(source(text, "test_made_up.py"), ROWS))) == [True, False]


def test_a_marker_in_a_room_that_covers_nothing_is_refused():
    with pytest.raises(InputError, match="a file of 'core' covers nothing"):
        kind_of(Marker(("F01",), Path("src/counterpoise/core/maths.py"), 3))


def test_holes_in_the_account_are_refused():
    rows = {i: Row(i, "item", "S1:1") for i in ("F01", "F02")}
    check(rows, {"F01", "F02"}, set())
    with pytest.raises(InputError, match=r"accounts for: F02$"):
        check(rows, {"F01"}, {"F02"})
    explained = rows | {"F02": Row("F02", "item", "S1:1", not_covered="because")}
    with pytest.raises(InputError, match="marked and yet"):
        check(explained, {"F01", "F02"}, set())
    with pytest.raises(InputError, match="1 of 2 rows are not covered"):
        check(explained, {"F01"}, set())


def test_a_row_that_stands_twice_is_refused(tmp_path):
    row = '[[row]]\nid = "F01"\nitem = "x"\nlocator = "S1:1"\n'
    (tmp_path / "inventory.toml").write_text(row + row, encoding="utf-8")
    with pytest.raises(InputError, match="F01 stands twice"):
        inventory(tmp_path / "inventory.toml")
