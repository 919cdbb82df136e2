"""What the page on extending shows works as it stands there."""

import re
from pathlib import Path

import numpy as np
import pytest

from counterpoise.engine import Actors, Ensemble, Initial, Model
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.scenarios import find_bundle, load

PAGE = (Path(__file__).parents[2] / "docs" / "extending.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the page's mechanism and bundle in ``mymodule.py``."""
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "mymodule.py").write_text("\n".join(blocks("python")[:2]), encoding="utf-8")
    return tmp_path


def test_the_mechanism_runs_alone_and_cuts_the_burden_of_the_one_who_is_not_threatened(folder):
    demobilization = find_bundle("mymodule:CALMER").mechanisms[-1]
    names = {"Actors": Actors, "Ensemble": Ensemble, "Initial": Initial, "Model": Model, "VOCABULARY": VOCABULARY}
    exec(blocks("python")[2], names | {"Demobilization": demobilization}, found := {})
    burden = found["results"]["milex_share"][0]
    cut = 1.0 - burden[1] / burden[0]
    assert cut[0] > 40 * cut[1] > 0
    np.testing.assert_allclose(1.0 - burden[1:] / burden[:-1], np.tile(cut, (3, 1)), rtol=1e-3)


def test_every_scenario_on_the_page_loads(folder):
    texts = blocks("yaml")
    assert len(texts) == 2
    for number, text in enumerate(texts):
        path = folder / f"{number}.yaml"
        path.write_text(text, encoding="utf-8")
        assert load(path).title
