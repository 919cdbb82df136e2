"""The JSON schema is one, knows the parameters with their supports, and refuses what it can know to be wrong."""

import json

import pytest
from jsonschema import Draft202012Validator

from counterpoise.core import InputError
from counterpoise.models import NEOREALIST
from counterpoise.scenarios import json_schema

SCHEMA = json_schema()


def test_it_is_a_schema_of_the_2020_draft_in_plain_json():
    Draft202012Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA, allow_nan=False)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_parameter_is_there_with_meaning_and_unit():
    known = SCHEMA["properties"]["parameters"]["properties"]
    assert set(known) == {f"{m.__name__}.{key}" for m in NEOREALIST.mechanisms for key in m.params}
    tempo = next(m for m in NEOREALIST.mechanisms if m.__name__ == "Tempo").params["gain"]
    assert tempo.doc in known["Tempo.gain"]["description"]
    assert tempo.unit in known["Tempo.gain"]["description"]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"title": ""},
        {"title": "T", "stroy": "S"},
        {"title": "T", "years": "2024"},
        {"title": "T", "without": ["ArmRace"]},
        {"title": "T", "parameters": {"Tempo.gian": 1}},
        {"title": "T", "parameters": {"Tempo.gain": "1"}},
        {"title": "T", "parameters": {"ArmsRace.forbearance": 0.9}},
        {"title": "T", "parameters": {"ArmsRace.reaction": 0}},
        {"title": "T", "parameters": {"Tempo.gain": {"times": 1, "plus": 1}}},
        {"title": "T", "parameters": {"Tempo.gain": {}}},
        {"title": "T", "start": [{"field": "threat", "of": "all", "value": 0}]},
        {"title": "T", "start": [{"field": "gdp", "of": "all"}]},
    ],
)
def test_it_refuses_what_it_can_know_to_be_wrong(wrong):
    assert not Draft202012Validator(SCHEMA).is_valid(wrong)


def test_a_theory_that_is_not_there_has_no_schema():
    with pytest.raises(InputError, match="no theory 'neorealis'; did you mean 'neorealist'"):
        json_schema("neorealis")
