"""Every kind of bad file is answered by one line: file, line, field, what is allowed, nearest spelling."""

import subprocess
import sys
import time

import pytest

from counterpoise.core import InputError
from counterpoise.scenarios import load

PARAMETER = "title: T\nparameters:\n  "
START = "title: T\nstart:\n  - "

REFUSED = {
    "unknown key": ("title: T\nstroy: S\n", "2: no key 'stroy'; did you mean 'story'? Allowed: title, story"),
    "repeated key": (
        "title: T\nyears: 2024:2045\ntitle: U\n",
        "3: 'title' stands here a second time; it is already in",
    ),
    "no title": ("story: S\n", "1: 'title' is missing"),
    "not a mapping": ("- title\n", "1: must hold keys and values"),
    "empty": ("# nothing\n", "1: the file is empty"),
    "two documents": ("title: T\n---\ntitle: U\n", "2: a second document"),
    "broken": ("title: [T\nyears: 2\n", "2: not valid YAML: "),
    "tab": ("title: T\n\tstory: S\n", "2: not valid YAML: "),
    "control character": ("title: T\nstory: S\x07\n", "2: not valid YAML: a character that YAML does not allow"),
    "escape beyond Unicode": ('title: "\\UFFFFFFFF"\n', "1: not valid YAML: "),
    "anchor": ("title: &a T\nstory: *a\n", "1: anchors (&) and aliases (*) are not allowed"),
    "merge key": ("title: T\n<<: {story: S}\n", "2: merge keys (<<) are not allowed"),
    "tag": ("title: !!python/object:os.system T\n", "1: tags are not allowed"),
    "directive": ("%YAML 1.1\n---\ntitle: T\n", "2: directives (%YAML, %TAG) are not allowed"),
    "nesting": ("title: " + "[" * 40 + "\n", "1: nested deeper than 8 levels"),
    "many values": ("title: T\nsources: [" + "a, " * 10_001 + "]\n", "2: more than 10000 values"),
    "key that is a list": ("title: T\n? [a, b]\n: c\n", "2: a key must be a plain word"),
    "title is a number": ("title: 3\n", "1: title: must be a text, not 3"),
    "title is empty": ("title:\n", "1: title: must be a text, not empty"),
    "years": ("title: T\nyears: 2024-2045\n", "2: years: must be written as 2024:2045, not '2024-2045'"),
    "base year": ("title: T\nyears: 1989:2045\n", "2: years: the base year is one of 1990 to 2024, not 1989"),
    "end before base": ("title: T\nyears: 2024:2024\n", "2: years: the last year lies after 2024"),
    "end too late": ("title: T\nyears: 2024:2101\n", "2: years: the last year lies after 2024 and no later than 2100"),
    "theory": ("title: T\ntheory: neorealistt\n", "2: theory: no theory 'neorealistt'; did you mean 'neorealist'?"),
    "mechanism": (
        "title: T\nwithout:\n- Tempo\n- ArmRace\n",
        "4: without: no mechanism 'ArmRace'; did you mean 'ArmsRace'",
    ),
    "mechanism twice": ("title: T\nwithout: [Tempo,\n Tempo]\n", "3: without: 'Tempo' is listed twice"),
    "source": ("title: T\nsources: [downs1966]\n", "2: sources: no reference 'downs1966'; did you mean 'downs1996'?"),
    "parameter": (
        PARAMETER + "Tempo.gian: 1\n",
        "3: parameters: no parameter 'Tempo.gian' in neorealist; did you mean",
    ),
    "infinite": (PARAMETER + "Tempo.gain: .inf\n", "3: Tempo.gain: must be a finite number, not inf"),
    "not a number": (PARAMETER + "Tempo.gain: .NaN\n", "3: Tempo.gain: must be a finite number, not nan"),
    "overflow": (PARAMETER + "Tempo.gain: 1e400\n", "3: Tempo.gain: must be a finite number, not inf"),
    "long number": (PARAMETER + "Tempo.gain: " + "9" * 5000 + "\n", "3: Tempo.gain: must be a finite number, not inf"),
    "truth value": (PARAMETER + "Tempo.gain: true\n", "3: Tempo.gain: must be a number, not True"),
    "number in quotes": (PARAMETER + "Tempo.gain: '1'\n", "3: Tempo.gain: must be a number, not '1'"),
    "support": (
        PARAMETER + "ArmsRace.forbearance: .9\n",
        "3: ArmsRace.forbearance: 0.9 lies outside the support of its",
    ),
    "support of a log-normal": (PARAMETER + "ArmsRace.reaction: 0\n", "3: ArmsRace.reaction: 0 lies outside"),
    "moved median": (
        PARAMETER + "ArmsRace.forbearance: {times: 3}\n",
        "3: ArmsRace.forbearance: its median, 0.5, would",
    ),
    "known value": (PARAMETER + "Growth.frontier: 70\n", "3: Growth.frontier: is taken as known, 80"),
    "no way": (PARAMETER + "Tempo.gain: {why: because}\n", "3: Tempo.gain: needs one of value, times, plus, quantiles"),
    "two ways": (PARAMETER + "Tempo.gain: {times: 1, plus: 1}\n", "3: Tempo.gain: needs one of value, times, plus"),
    "way misspelt": (PARAMETER + "Tempo.gain:\n    time: 2\n", "4: Tempo.gain: no key 'time'; did you mean 'times'?"),
    "path year": (
        PARAMETER + "Tempo.gain: {times: {2030: 1,\n   2204: 2}}\n",
        "4: Tempo.gain: times: '2204' is no year",
    ),
    "empty path": (PARAMETER + "Tempo.gain: {times: {}}\n", "3: Tempo.gain: times: a path needs at least one year"),
    "quantiles out of order": (
        PARAMETER + "Tempo.gain: {quantiles: [.9, .1]}\n",
        "3: Tempo.gain: quantiles are two numbers",
    ),
    "one quantile": (
        PARAMETER + "Tempo.gain: {quantiles: [.9]}\n",
        "3: Tempo.gain: quantiles are a list of two numbers",
    ),
    "source of a number": (
        PARAMETER + "Tempo.gain: {times: 1, source: guess}\n",
        "3: Tempo.gain: source: no reference 'guess'",
    ),
    "field": (
        START + "field: detecton\n    regime: laws\n    value: 1\n",
        "3: start: no field 'detecton'; did you mean 'detection'?",
    ),
    "flow": (START + "{field: threat, of: all, value: 0}\n", "3: start: threat is made anew every year"),
    "no field": (START + "{of: USA, value: 0}\n", "3: start: 'field' is missing"),
    "bounds": (
        START + "field: detection\n    regime: laws\n    value: 1.5\n",
        "5: start: detection: 1.5 lies outside 0 to 1",
    ),
    "whole": (START + "{field: alive, regime: laws, value: .5}\n", "3: start: alive: must be a whole number, not 0.5"),
    "whose": (START + "{field: gdp, value: 1}\n", "3: start: gdp: 'of' is missing: whose value is meant? It takes of"),
    "whose instead": (START + "{field: gdp, regime: laws, value: 1}\n", "3: start: gdp: takes of, not 'regime'"),
    "regime": (
        START + "{field: depth, regime: lawz, value: 0}\n",
        "3: start: depth: regime: no regime 'lawz'; did you mean",
    ),
    "state": (
        START + "field: gdp\n    of: Brasil\n    times: 2\n",
        "4: start: gdp: of: unknown state 'Brasil': give an ISO 3166",
    ),
    "Norway's old trap": (
        START + "{field: gdp, of: NO, times: 2}\n",
        "3: start: gdp: of: unknown state 'NO': give an ISO",
    ),
    "member later": (
        "title: T\nyears: 1995:2010\nstart:\n- {field: gdp, of: South Sudan, times: 2}\n",
        "4: start: gdp: of: South Sudan",
    ),
    "one state twice": (START + "{field: gdp, of: [CHN, China], times: 2}\n", "3: start: gdp: of: CHN is named twice"),
    "all and one": (START + "{field: gdp, of: [all, USA], times: 2}\n", "3: start: gdp: of: 'all' stands alone"),
    "nobody": (START + "{field: gdp, of: [], times: 2}\n", "3: start: gdp: of: names nobody"),
    "three between": (
        START + "{field: alliance, between: [USA, IND, JPN], value: 1}\n",
        "3: start: alliance: between takes two",
    ),
    "negative error": (
        START + "{field: gdp, of: USA, times: 2, error: -1}\n",
        "3: start: gdp: error is a standard deviation",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_one_line_says_what_is_wrong_and_where(refusal, kind):
    text, start = REFUSED[kind]
    assert refusal(text).startswith(start)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("basline", "no scenario 'basline'; did you mean 'baseline'? Allowed: baseline, "),
        ("./absent.yaml", "absent.yaml: no such file"),
        (".", ".: no such file"),
        ("a\n/b", "a\\n/b: no such file"),
        ("/\0", "/\\x00: "),
    ],
)
def test_a_file_that_is_not_there_is_said_to_be_so(given, said):
    with pytest.raises(InputError) as caught:
        load(given)
    assert str(caught.value).startswith(said)


def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(b"title: T\nstory: \xff\n")
    with pytest.raises(InputError, match=r":2: not UTF-8 text$"):
        load(path)
    path.write_bytes(b"#" * (256 * 1024 + 1))
    with pytest.raises(InputError, match="larger than the 256 KiB"):
        load(path)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"theory": "noai"}, "no theory 'noai'; did you mean 'no-ai'?"),
        ({"without": ["Tempo", "tempoo"]}, "without: no mechanism 'tempoo'; did you mean 'Tempo'?"),
        ({"years": "2024"}, "years: must be written as 2024:2045, not '2024'"),
        ({"years": (2030, 2045)}, "years: the base year is one of 1990 to 2024, not 2030"),
    ],
)
def test_overrides_are_held_to_the_same_rules(options, said):
    with pytest.raises(InputError) as caught:
        load("baseline", **options)
    assert str(caught.value).startswith(said)


def test_a_misspelling_is_reported_without_compiling_or_reading_the_panel(write):
    path = write(PARAMETER + "Tempo.gian: 1\n")
    code = (
        "import sys\nfrom counterpoise.scenarios import load\n"
        f"try:\n    load({str(path)!r})\nexcept Exception as e:\n    print(e)\n"
        "print('numba' in sys.modules, 'pandas' in sys.modules)"
    )
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    line, heavy = done.stdout.splitlines()
    assert "did you mean 'Tempo.gain'?" in line
    assert heavy == "False False"
    assert time.monotonic() - began < 10  # about one second on a quiet machine
