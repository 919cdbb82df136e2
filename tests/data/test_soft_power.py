"""Aid, passports, refugees, heritage, languages and rare earths."""

import numpy as np
import pandas as pd
import pytest

from counterpoise.data.loaders import aid, heritage, languages, minerals, passports, refugees

pytestmark = pytest.mark.raw


def values(module, raw, codes):
    return module.load(raw, codes).set_index(["variable", "iso3", "year"]).value


def test_aid_of_those_who_report(raw, codes):
    value = values(aid, raw, codes)
    assert value["aid_given", "NOR", 2023] == 5141477615
    assert value["aid_given"].xs(2023, level="year").idxmax() == "USA"
    assert "CHN" not in value["aid_given"].index.get_level_values("iso3")
    assert value["aid_received", "CHN", 2023] < 0
    assert value["aid_received", "XKX", 2023] > 0
    assert value["aid_received", "NAM", 2023] > 0


# covers: F04
def test_passports_count_the_same_pairs_from_both_sides(raw, codes):
    value = values(passports, raw, codes)
    for year in passports.SNAPSHOTS:
        one = value["passport_destinations"].xs(year, level="year")
        other = value["passports_admitted"].xs(year, level="year")
        assert one.sum() == other.sum()
        assert one.max() < 195
        assert {"NOR", "NAM", "TWN", "XKX"} <= set(one.index)


def test_passport_counts_against_the_register_made_by_another_route(raw, codes):
    """The register of January 2025 counts 199 passports, ours the members of the system: at most four fewer."""
    from importlib.resources import files

    with files("counterpoise.data").joinpath("curated/passport_access_2025.csv").open(encoding="utf-8") as text:
        register = pd.read_csv(text, keep_default_na=False).set_index("iso3")
    value = values(passports, raw, codes)
    ours = value["passport_destinations"].xs(2025, level="year")
    gap = register.visa_free_out.reindex(ours.index) - ours
    assert gap.between(0, 4).all()


def test_the_coded_snapshot_agrees_with_the_worded_ones(raw, codes):
    wide = values(passports, raw, codes)["passport_destinations"].unstack("year")
    assert wide[2019].corr(wide[2022]) > 0.95
    assert np.median(wide[2022] - wide[2019]) == pytest.approx(0, abs=12)


def test_refugees_of_2024(raw, codes):
    value = values(refugees, raw, codes)
    assert value["refugees_hosted", "DEU", 2024] == 2749266
    assert value["refugees_origin", "SYR", 2024] > 5e6
    assert value.index.get_level_values("year").max() == 2024
    hosted = value["refugees_hosted"].xs(2024, level="year")
    assert 30.0e6 < hosted.sum() <= 30958200


# covers: P24
def test_heritage_of_states_only(raw, codes):
    value = values(heritage, raw, codes)["world_heritage"]
    assert value["ITA", 2019] == value["CHN", 2019] == 55
    assert value["NOR", 2019] > value["NAM", 2019] > 0
    assert (value.groupby("iso3").diff().dropna() >= 0).all()


def test_rare_earth_shares_include_the_unnamed_rest(raw, codes):
    value = values(minerals, raw, codes)["rare_earth_share"]
    assert value["CHN", 2024] == pytest.approx(270000 / 393950, abs=1e-9)
    assert 0.98 < value.xs(2024, level="year").sum() < 1.0
    assert value["CAN", 2024] == 0
    assert ("PAK", 2024) not in value.index
    assert value["MMR", 2023] > value["MMR", 2024]


@pytest.fixture(scope="module")
def language(raw, codes):
    return languages.load(raw, codes)


# covers: P24
def test_english_reaches_far_from_anywhere_and_pulls_to_the_united_states(language):
    value = language.set_index(["variable", "iso3"]).value
    assert value["language_reach", "GBR"] > 1.2e9
    assert value["language_pull"].idxmax() == "USA"
    assert value["language_pull", "KIR"] < 1e6 < value["language_reach", "KIR"]
    assert value["language_pull", "NOR"] < value["language_pull", "FRA"]


def test_a_language_in_two_scripts_counts_once(raw, codes):
    table = languages.speakers(raw, codes)
    serbian = table[(table.iso3 == "SRB") & (table.language == "sr")]
    assert len(serbian) == 1
    assert (table.people <= table.population * 1.0001).all()


def test_nobody_shares_french_who_hardly_speaks_it(language):
    value = language.set_index(["variable", "iso3"]).value
    assert value["language_states", "NOR"] == 0
    assert value["language_states", "BRA"] == pytest.approx(8, abs=2)
    assert value["language_states", "CAN"] > value["language_states", "RWA"]


def test_web_content_carries_the_disagreement_of_its_two_counts(language):
    rows = language[language.variable == "web_content_share"].set_index("iso3")
    assert rows.value["CHN"] == pytest.approx(np.sqrt(0.014 * 0.216))
    assert rows.error["CHN"] == pytest.approx(np.log(21.6 / 1.4) / 2)
    assert rows.error["NOR"] == languages.LEAST_ERROR  # both counts say .1 %, by rounding
    assert rows.value["CHN"] == rows.value["TWN"]
