"""What a mechanism may not do is refused with the file, the line and the nearest spelling."""

import re

import pytest
import toy

from counterpoise.core.errors import InputError
from counterpoise.core.fields import Dimension, Field, Kind, Vocabulary
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase

HEAD = """
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase

class Odd(Mechanism):
    phase = Phase.GROW
    speed = param(1.0, unit="1", source="assumed", doc="speed")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.milex_share[i] += p.speed
"""
WRONG = {  # the line added to the step, and what is said of it
    "            change.power[i] += 1.0": "Odd changes power, which is fixed",
    "            change.milex_shar[i] += 1.0": "no field 'milex_shar'; did you mean 'milex_share'?",
    "            change.threat[i] += world.powr[i]": "no field 'powr'; did you mean 'power'?",
    "            change.threat[i] += p.spead": "Odd has no parameter 'spead'; did you mean 'speed'?",
    "            change.threat[i] = 1.0": "change.threat can only be added to",
    "            change.threat[i] *= 2.0": "change.threat can only be added to",
    "            world.power[i] = 1.0": "read-only",
    "            own = world.power; own[i] = 1.0": "own is a field of the world, which is read-only",
    "            change.threat[i] += helper(world)": "world as a whole cannot be passed on",
    "            change.threat[i] += draw.gamma(i)": "draw with",
    "            change.threat[i] += draw.uniform(i) + draw.uniform(i)": "two draws at one address",
}


def load(folder, text):
    path = folder / "odd.py"
    path.write_text(text)
    scope = {"__name__": "odd"}
    exec(compile(text, str(path), "exec"), scope)
    return scope["Odd"]


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_line_is_named(tmp_path, line):
    with pytest.raises(InputError, match=re.escape(WRONG[line])) as caught:
        toy.model(load(tmp_path, HEAD + line + "\n"))
    assert f"odd.py:{len((HEAD + line).splitlines())}" in str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("phase = Phase.GROW", "cites = ()", "phase is missing"),
        ("    @kernel\n", "", "mark it with @kernel"),
        ("(world, change, p, draw)", "(w, c, p, draw)", "a step takes"),
        ("p.speed", "1.0", "never uses it"),
    ],
)
def test_an_incomplete_mechanism_is_refused(tmp_path, old, new, text):
    with pytest.raises(InputError, match=text):
        load(tmp_path, HEAD.replace(old, new))


def writer(field, when, title):
    body = HEAD.replace("milex_share[i] += p.speed", f"{field}[i] += p.speed").replace("Odd", title)
    return body.replace("Phase.GROW", f"Phase.{when}")


def test_a_discrete_field_has_one_writer_in_a_phase_and_a_flow_one_phase(tmp_path):
    def two(field, *phases):
        made = []
        for n, phase in enumerate(phases):
            path = tmp_path / f"{field}{n}{phase}.py"
            path.write_text(writer(field, phase, f"M{n}"))
            scope = {"__name__": path.stem}
            exec(compile(path.read_text(), str(path), "exec"), scope)
            made.append(scope[f"M{n}"])
        return toy.model(*made)

    with pytest.raises(InputError, match="discrete crises has two writers in one phase"):
        two("crises", "CRISIS", "CRISIS")
    with pytest.raises(InputError, match="flow threat is written in two phases"):
        two("threat", "PERCEIVE", "CRISIS")
    assert two("threat", "PERCEIVE", "PERCEIVE").changed_in(Phase.PERCEIVE) == ["threat"]


def test_two_mechanisms_of_one_name_or_stream_are_refused():
    with pytest.raises(InputError, match="two mechanisms named Threat"):
        toy.model(toy.Threat, toy.Threat)

    class Variant(toy.Threat):
        stream = "Threat"

    with pytest.raises(InputError, match="draw as Threat"):
        toy.model(toy.Threat, Variant)
    assert toy.model(Variant).parameters["Variant.noise"].name == "Threat.noise"


def test_a_field_declared_twice_and_differently_is_refused():
    first = Field("gdp", Dimension.STATE, Kind.STOCK, "$", "output", 0.0)
    assert len(Vocabulary([first, first])) == 1
    with pytest.raises(InputError, match="twice"):
        Vocabulary([first, Field("gdp", Dimension.STATE, Kind.FLOW, "$", "output", 0.0)])
    with pytest.raises(InputError, match="out of order"):
        Field("x", Dimension.STATE, Kind.STOCK, "1", "x", 2.0, 1.0)


def test_unknown_names_are_answered_with_the_nearest():
    model = toy.model()
    with pytest.raises(InputError, match="did you mean 'ArmsRace.reaction'"):
        model.sample(1, [0], {"ArmsRace.reacton": 1.0})
    with pytest.raises(InputError, match="did you mean 'ArmsRace'"):
        model.switches(2, off=["ArmRace"])


def test_a_kernel_stays_a_plain_function():
    class Plain(Mechanism):
        phase = Phase.GROW

        @kernel
        def step(world, change, p, draw):
            change.threat[0] += 1.0

    assert type(Plain.step).__name__ == "function"
    assert Plain.mentioned("reads") == ()
    assert Plain.mentioned("changes") == ("threat",)
