"""What a file says is what is loaded: YAML 1.2, units of meaning, and an identity that ignores order and wording."""

import itertools
import pickle

import pytest

from counterpoise.scenarios import load
from counterpoise.scenarios.strict_yaml import meaning, parse_yaml

FULL = """\
title: A title
story: >
  Told over
  two lines.
sources: [downs1996, maas2019]
theory: neorealist
years: 2020:2040
without: [Tempo, Tension]
parameters:
  ArmsRace.reaction: 0.2
  ArmsRace.grievance: {2025: 0, 2030: 0.01}
  ArmsRace.noise: {times: {2025: 1, 2030: 2}, why: said so, source: jervis1978}
  Tempo.gain: {quantiles: [0.5, 1]}
start:
  - {field: gdp, of: [Norway, NAM], times: 2, why: oil}
  - {field: trust, from: all, to: USA, plus: 0.001}
  - {field: alliance, between: [IND, United States], value: 1}
  - {field: detection, regime: laws, value: 0.5, error: 0}
"""
SAME = """\
start:
  - {regime: [laws], field: detection, error: 0.0, value: 5e-1}
  - {field: alliance, between: [USA, India], value: 1.0}
  - {field: trust, to: America, plus: .001, from: [all]}
  - {field: gdp, of: [Namibia, NOR], times: 2.0}
parameters:
  Tempo.gain: {quantiles: [.5, 1.0]}
  ArmsRace.noise: {times: {2030: 2.0, 2025: 1.0}}
  ArmsRace.grievance: {value: {2030: 0.01, 2025: 0.0}}
  ArmsRace.reaction: {value: .2}
without: [Tension, Tempo]
years: 2020:2040
title: Another title
"""


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("NA", "NA"), ("no", "no"), ("yes", "yes"), ("on", "on"), ("2024:2045", "2024:2045"),
        ("1_000", "1_000"), ("2024-01-01", "2024-01-01"), ("=", "="), ("true", True), ("False", False), ("~", None),
        ("null", None), ("", None), ("012", 12), ("0o17", 15), ("0x1F", 31), ("-3", -3), ("+3", 3), (".5", 0.5),
        ("1.", 1.0), ("1e3", 1000.0), ("-1.5E-2", -0.015), ("e3", "e3"), (".", "."), ("nan", "nan"),
    ],
)  # fmt: skip
def test_plain_words_mean_what_yaml_1_2_says(text, value):
    found = meaning(text)
    assert found == value
    assert type(found) is type(value)


def test_quotes_make_a_text_of_anything():
    node = parse_yaml("a: 'true'\nb: \"1\"\nc: |\n  2\n", "f")
    assert [n.value for n in node.value.values()] == ["true", "1", "2\n"]
    assert [n.line for n in node.value.values()] == [1, 2, 3]


def test_a_file_is_read_into_what_it_says(write):
    one = load(write(FULL))
    assert (one.name, one.title, one.story) == ("mine", "A title", "Told over two lines.")
    assert one.sources == ("downs1996", "maas2019")
    assert (one.theory, one.base_year, one.end_year, one.without) == ("neorealist", 2020, 2040, ("Tempo", "Tension"))
    assert one.parameters["ArmsRace.grievance"].years == (2025, 2030)
    assert one.parameters["ArmsRace.noise"].source == "jervis1978"
    assert one.start[0].who == (("NAM", "NOR"),)
    assert one.start[2].mutual
    assert [a.why for a in one.start] == ["oil", "", "", ""]


def test_the_identity_ignores_order_wording_and_reasons_and_nothing_else(write):
    one, other = load(write(FULL)), load(write(SAME, "other.yaml"))
    assert one.canonical() == other.canonical()
    for old, new in [("times: 2,", "times: 3,"), ("2020:2040", "2020:2041"), ("[Tempo, ", "["), ("0.5, 1]", "0.5, .9]"),
                     ("2030: 2}", "2031: 2}"), ("to: USA", "to: CHN"), ("error: 0", "error: 0.1"),
                     ("theory: neorealist", "theory: no-ai"), ("between: [IND", "between: [PAK")]:  # fmt: skip
        assert old in FULL
        assert load(write(FULL.replace(old, new))).canonical() != one.canonical(), new


def test_overrides_replace_theory_and_years_and_add_to_without(write):
    one = load(write(FULL), theory="no-ai", without=["ArmsRace"], years="2010:2012")
    assert (one.theory, one.base_year, one.end_year) == ("no-ai", 2010, 2012)
    assert one.without == ("ArmsRace", "Tempo", "Tension")
    assert load(write(FULL), years=(2010, 2012)).end_year == 2012


def test_a_scenario_can_be_sent_to_another_process(write):
    one = load(write(FULL))
    assert pickle.loads(pickle.dumps(one)) == one


@pytest.mark.parametrize(("first", "second"), itertools.permutations(["1", '"1"', "0x1"], 2))
def test_keys_are_told_apart_by_their_text(first, second):
    node = parse_yaml(f"{first}: a\nb: c", "f")
    assert next(iter(node.value)) == first.strip('"')
