"""The command prints its tables, writes its picture, and refuses in one line."""

import json
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from counterpoise.cli.exchange import exchange
from counterpoise.core import InputError


def invoke(*arguments):
    return CliRunner().invoke(exchange, [*arguments, "--draws", "500"], catch_exceptions=False)


def test_it_prints_what_the_api_gives(tmp_path):
    picture = tmp_path / "new" / "exchange.svg"
    shown = invoke("--figure", str(picture))
    assert shown.exit_code == 0
    assert "no crossover" in shown.output
    assert "precision.adaptation" in shown.output
    ElementTree.fromstring(picture.read_text())
    told = json.loads(invoke("--format", "json", "--salvo", "77", "--capacity", "60").output)
    assert told["salvo"] == 77
    capacity = next(r for r in told["inputs"] if r["name"] == "defense.capacity")
    assert (capacity["low"], capacity["high"], capacity["source"]) == (60, 60, "given")


@pytest.mark.parametrize(
    ("option", "name"),
    [
        ("--unit-cost", "mass.unit_cost"), ("--decoy-share", "mass.decoy_share"), ("--drone-value", "mass.value"),
        ("--kill", "defense.kill"), ("--interceptor-cost", "defense.interceptor_cost"), ("--hit", "precision.hit"),
        ("--precision-cost", "precision.unit_cost"), ("--precision-value", "precision.value"),
        ("--adaptation", "precision.adaptation"),
    ],
)  # fmt: skip
def test_every_option_sets_its_input(option, name):
    inputs = {r["name"]: r for r in json.loads(invoke(option, ".5", "--format", "json").output)["inputs"]}
    assert (inputs[name]["low"], inputs[name]["source"]) == (0.5, "given")
    assert sum(r["source"] == "given" for r in inputs.values()) == 1


def test_a_wrong_option_is_refused_by_name():
    with pytest.raises(InputError, match="missile"):
        invoke("--against", "misile")
