"""The errors called estimated in the technology family are what the files give, and the licence gate holds."""

from itertools import combinations
from pathlib import Path
from types import ModuleType

import numpy as np
import pandas as pd
import pytest

from counterpoise.core import Grade
from counterpoise.core.bibliography import bibliography
from counterpoise.data.card import cards
from counterpoise.data.codes import Codes
from counterpoise.data.loaders import (
    ai_activity,
    ai_compute,
    ai_models,
    ai_readiness,
    cyber_defense,
    cyber_operations,
    digital_state,
    drones,
    innovation,
    internet,
    research_effort,
    robots,
    satellites,
)
from counterpoise.data.loaders.disagreement import split_error
from counterpoise.data.loaders.standing import standing

MODULES = (
    ai_activity, ai_compute, ai_models, ai_readiness, cyber_defense, cyber_operations, digital_state, drones,
    innovation, internet, research_effort, robots, satellites,
)  # fmt: skip


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__.rsplit(".", 1)[-1])
def test_nothing_restricted_is_embedded_as_it_is(module: ModuleType) -> None:
    for variable in module.VARIABLES:
        for card in (cards()[c] for c in variable.cards):
            assert card.embeddable or (variable.derived and card.terms_basis != "memory")
            assert card.citation in bibliography()
    for variable in getattr(module, "OPTIONAL", ()):
        assert not variable.derived
        assert any(not cards()[c].embeddable for c in variable.cards)


@pytest.mark.parametrize("module", MODULES, ids=lambda m: m.__name__.rsplit(".", 1)[-1])
def test_an_error_says_whether_it_was_measured(module: ModuleType) -> None:
    for variable in module.VARIABLES:
        word = "estimated" if variable.error_grade is Grade.ESTIMATED else "assumed"
        assert variable.error_basis.startswith(word)


@pytest.mark.raw
def test_the_files_the_cards_name_exist(raw: Path) -> None:
    named = {c for module in MODULES for variable in module.VARIABLES for c in variable.cards}
    for card in named:
        assert cards()[card].files
        assert all((raw / name).is_file() for name in cards()[card].files)


@pytest.mark.raw
def test_compute_against_the_accelerated_systems_of_top500(raw: Path, codes: Codes) -> None:
    systems = pd.read_excel(raw / "top500/TOP500_202411.xlsx")
    systems = systems[systems["Accelerator/Co-Processor"].notna() & (systems["Accelerator/Co-Processor"] != "None")]
    theirs = systems.groupby(codes.from_name(systems.Country))["Rmax [TFlop/s]"].sum()
    rows = ai_compute.load(raw, codes).query("variable == 'compute_home' and year == 2024").set_index("iso3").value
    ratio = np.log(rows / theirs).dropna()
    assert len(ratio) >= 29
    assert ratio.std() / np.sqrt(2) == pytest.approx(ai_compute.ERROR, abs=0.05)


@pytest.mark.raw
def test_model_shares_in_two_lists(raw: Path, codes: Codes) -> None:
    found = {}
    for name in ("notable_ai_models_2025-12", "large_scale_ai_models_2025-12"):
        rows = ai_models.read_models(raw, codes, name)
        found[name] = rows[rows.year.between(2010, 2024)].groupby("iso3").part.sum()
    both = pd.DataFrame(found).dropna()
    both = both[(both.iloc[:, 0] >= 2) & (both.iloc[:, 1] >= 1)]
    shares = np.log(both / pd.DataFrame(found).sum())
    assert (shares.iloc[:, 0] - shares.iloc[:, 1]).std() / np.sqrt(2) == pytest.approx(ai_models.RELATIVE, abs=0.05)


@pytest.mark.raw
def test_attributed_operations_in_three_lists(raw: Path, codes: Codes) -> None:
    totals = pd.DataFrame({n: t.loc[2006:2019].sum() for n, t in cyber_operations.read_lists(raw, codes).items()})
    many, few = [], []
    for a, b in combinations(totals, 2):
        large = totals[(totals[a] >= 5) & (totals[b] >= 5)]
        many.append(np.log(large[a] / large[b]))
        small = totals[(totals[[a, b]].mean(axis=1) < 5) & (totals[[a, b]].sum(axis=1) > 0)]
        few.append(small[a] - small[b])
    zero = pd.Series(0.0, index=range(sum(map(len, many))))
    assert split_error(pd.concat(many, ignore_index=True), zero) == pytest.approx(cyber_operations.RELATIVE, abs=0.02)
    assert np.sqrt((pd.concat(few) ** 2).mean() / 2) == pytest.approx(cyber_operations.SMALL, abs=0.05)


@pytest.mark.raw
def test_standings_in_digital_government_and_in_the_parts_of_readiness(raw: Path, codes: Codes) -> None:
    egdi = digital_state.read_egdi(raw, codes).assign(index="egdi")
    govtech = digital_state.load(raw, codes).query("variable == 'govtech'").assign(index="govtech")
    both = pd.concat([egdi, govtech[["iso3", "year", "value", "index"]]])
    both["value"] = both.groupby(["index", "year"]).value.transform(standing)
    wide = both.pivot(index="iso3", columns=["index", "year"], values="value")
    squares = [split_error(wide["egdi", y], wide["govtech", y]) ** 2 for y in (2020, 2022)]
    assert np.sqrt(np.mean(squares)) == pytest.approx(digital_state.ONE_INDEX, abs=0.01)
    frame = pd.read_csv(raw / "imf_aipi/imf_aipi_2023.csv").set_index("iso3")
    parts = frame.loc[frame.index.isin(codes.members(2023)), list(ai_readiness.PARTS)].apply(standing)
    scatter = parts[parts.count(axis=1) >= 3].var(axis=1).mean()
    assert np.sqrt(scatter) == pytest.approx(ai_readiness.ONE_PART, abs=0.005)
