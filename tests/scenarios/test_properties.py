"""Any mutation of a valid file loads to a scenario, or ends in one line that names a line; never in a traceback."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from counterpoise.core import InputError
from counterpoise.scenarios import Scenario, json_schema, load
from counterpoise.scenarios.scenario import library
from counterpoise.scenarios.strict_yaml import Node, parse_yaml, read_yaml

FULL = """\
title: A title
story: >
  Told over
  two lines.
sources: [downs1996, maas2019]
years: 2020:2040
without: [Tempo]
parameters:
  ArmsRace.reaction: 0.2
  ArmsRace.grievance: {2025: 0, 2030: 0.01}
  ArmsRace.noise:
    times: {2025: 1, 2030: 2}
    why: "said so"
  Tempo.gain: {quantiles: [0.5, 1]}
start:
  - {field: gdp, of: [NOR, Namibia], times: 2, why: 'it''s oil'}
  - field: alliance
    between: [IND, USA]
    value: 1
  - {field: detection, regime: laws, value: 0.5, error: 0}  # a comment
"""
FILES = [FULL, *(f.read_text(encoding="utf-8") for f in library().iterdir() if f.name.endswith(".yaml"))]
BITS = [
    *":-[]{},&*!|>'\"%@`#?\\\n\t \x00\x85\u2028\ufeffé😀<=~0.1e_",
    "---", "...", "\n...\n", "%YAML 1.1\n", "<<: ", "!!x ",
    "\\UFFFFFFFF", "\\xZZ", "&a ", "*a", "? ", ": ", "\n  ", "\n- ", "null", "true", ".nan", "-.inf", "1e999",
    "NO", "all", "2030", "value: ", "times: ", "0x", "0o9", "[[[[[[[[[[", "{a: {a: {a: ", "A" * 300,
]  # fmt: skip
EDIT = st.tuples(
    st.sampled_from(["insert", "delete", "replace", "double", "swap"]), st.floats(0, 1), st.sampled_from(BITS)
)
ONE_LINE = re.compile(r"mine\.yaml:\d+: \S.*")
SCHEMA = Draft202012Validator(json_schema())


def edited(text: str, edits: list[tuple[str, float, str]]) -> str:
    """The text after some edits; doubling and swapping work on whole lines."""
    for how, where, bit in edits:
        at = int(where * len(text))
        lines = text.split("\n")
        row = min(int(where * len(lines)), len(lines) - 1)
        if how == "insert":
            text = text[:at] + bit + text[at:]
        elif how == "delete":
            text = text[:at] + text[at + 1 + len(bit) :]
        elif how == "replace":
            text = text[:at] + bit + text[at + len(bit) :]
        elif how == "double":
            text = "\n".join(lines[: row + 1] + lines[row:])
        else:
            lines[row], lines[row - 1] = lines[row - 1], lines[row]
            text = "\n".join(lines)
    return text


def plain(node: Node):
    """A tree of nodes as JSON would hold it."""
    if isinstance(node.value, dict):
        return {key: plain(entry) for key, entry in node.value.items()}
    return [plain(item) for item in node.value] if isinstance(node.value, list) else node.value


def outcome(path: Path, text: str) -> Scenario | None:
    """The scenario of a text, or None after a look at the line that refuses it."""
    path.write_bytes(text.encode("utf-8"))
    try:
        return load(path)
    except InputError as error:
        said = str(error)
    assert ONE_LINE.fullmatch(said.removeprefix(f"{path.parent}/")), said
    assert len(said) < 1500
    return None


@settings(max_examples=150)
@given(st.sampled_from(FILES), st.lists(EDIT, min_size=1, max_size=4))
def test_a_mutated_file_loads_or_is_refused_in_one_line(tmp_path_factory, text, edits):
    path = tmp_path_factory.getbasetemp() / "mine.yaml"
    made = outcome(path, edited(text, edits))
    if made is not None:
        assert load(path).canonical() == made.canonical()
        assert SCHEMA.is_valid(plain(read_yaml(path)))


@settings(max_examples=100)
@given(st.text(max_size=80))
def test_any_text_is_read_or_refused_in_one_line(tmp_path_factory, text):
    outcome(tmp_path_factory.getbasetemp() / "mine.yaml", text)


@settings(max_examples=40)
@given(st.data())
def test_blanks_comments_and_the_order_of_keys_change_nothing(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "mine.yaml"
    blocks = re.split(r"(?m)^(?=\w)", FULL)[1:]
    shuffled = data.draw(st.permutations(blocks))
    spaced = "".join(
        block + data.draw(st.sampled_from(["", "\n", "# said\n", "\n\n   # more\n"])) for block in shuffled
    )
    ending = data.draw(st.sampled_from(["\n", "\r\n"]))
    made, usual = outcome(path, spaced.replace("\n", ending)), outcome(path, FULL)
    assert made is not None
    assert made.canonical() == usual.canonical()


NUMBER = st.one_of(st.floats(allow_nan=True), st.integers(-(10**30), 10**30))


@given(NUMBER)
def test_a_number_is_loaded_exactly_or_refused(tmp_path_factory, number):
    path = tmp_path_factory.getbasetemp() / "mine.yaml"
    made = outcome(
        path, f"title: T\nparameters:\n  Tempo.gain: {number!r}\n".replace("inf", ".inf").replace("nan", ".nan")
    )
    if made is None:
        assert not abs(number) <= 1e30
    else:
        assert made.parameters["Tempo.gain"].amounts == (float(number),)


@pytest.mark.parametrize("text", FILES)
def test_what_the_loader_accepts_the_schema_accepts(text):
    SCHEMA.validate(plain(parse_yaml(text, "f")))
