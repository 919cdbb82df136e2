"""Bundles are found by name, by module and by entry point; what a stranger's code does wrong is one line."""

import pytest

from counterpoise.core import InputError
from counterpoise.models import BUNDLES, NEOREALIST
from counterpoise.scenarios import bundle_names, find_bundle


@pytest.fixture
def module(tmp_path, monkeypatch):
    """``module(name, text)`` puts a module on the path."""
    monkeypatch.syspath_prepend(tmp_path)

    def make(name: str, text: str):
        (tmp_path / f"{name}.py").write_text(text, encoding="utf-8")

    return make


OWN = "from counterpoise.models import NEOREALIST, Bundle\nMINE = Bundle('mine', 'a part', NEOREALIST.mechanisms[:3])\n"


def offer(folder, points: str):
    """Make a folder look like one with an installed package that has these entry points."""
    info = folder / "stranger-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[counterpoise.bundles]\n{points}\n")


def test_packaged_bundles_are_found_by_name():
    assert all(find_bundle(name) is bundle for name, bundle in BUNDLES.items())
    assert set(BUNDLES) <= set(bundle_names())


def test_a_bundle_is_found_by_its_module(module):
    module("found_by_module", OWN)
    assert find_bundle("found_by_module:MINE").name == "mine"


def test_a_bundle_is_found_by_its_entry_point(module, tmp_path):
    module("found_by_entry", OWN)
    offer(tmp_path, "my-own = found_by_entry:MINE")
    assert "my-own" in bundle_names()
    assert find_bundle("my-own").name == "mine"


def test_no_package_can_take_our_names(module, tmp_path):
    module("taking_names", OWN)
    offer(tmp_path, "neorealist = taking_names:MINE")
    assert find_bundle("neorealist") is NEOREALIST
    assert bundle_names().count("neorealist") == 1


BROKEN = {
    "broken_syntax": ("x = (\n", r"importing broken_syntax failed: .*broken_syntax\.py:1: SyntaxError"),
    "broken_import": ("import absent_package\n", r"broken_import\.py:1: ModuleNotFoundError: No module named 'absent"),
    "broken_run": ("\n\n1 / 0\n", r"broken_run\.py:3: ZeroDivisionError: division by zero"),
    "broken_text": ("raise ValueError('two\\nlines')\n", r"broken_text\.py:1: ValueError: two\\nlines"),
    "without_it": ("OTHER = 1\n", r"theory without_it:MINE: without_it has no MINE"),
    "another_name": (OWN.replace("MINE", "MIEN"), r"another_name has no MINE; did you mean 'MIEN'\?"),
    "no_bundle": ("MINE = 3\n", r"theory no_bundle:MINE: it is a int, not a counterpoise\.models\.Bundle"),
    "bad_mechanism": (
        "from counterpoise.core.mechanism import Mechanism, kernel\nfrom counterpoise.core.phases import Phase\n"
        "class Bad(Mechanism):\n    phase = Phase.GROW\n    @kernel\n    def step(world, change, p, draw):\n"
        "        change.gdp[0] = 1.0\n",
        r"theory bad_mechanism:MINE: .*bad_mechanism\.py:7: change\.gdp can only be added to",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_error_in_a_strangers_code_is_one_line_that_names_it(module, name):
    text, said = BROKEN[name]
    module(name, text)
    with pytest.raises(InputError, match=said) as caught:
        find_bundle(f"{name}:MINE")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("neorealis", r"no theory 'neorealis'; did you mean 'neorealist'\? Allowed: neorealist, "),
        ("absent_package:MINE", "no package absent_package is installed or on PYTHONPATH"),
        ("absent_package.part:MINE", "no package absent_package is installed or on PYTHONPATH"),
        ("a b:MINE", "write it as package.module:NAME"),
        (":MINE", "write it as package.module:NAME"),
        ("json:", "write it as package.module:NAME"),
        ("json:a.b", "write it as package.module:NAME"),
        ("json:\nx", "write it as package.module:NAME"),
    ],
)
def test_a_name_that_leads_nowhere_is_refused_with_what_is_allowed(name, said):
    with pytest.raises(InputError, match=said) as caught:
        find_bundle(name)
    assert "\n" not in str(caught.value)
