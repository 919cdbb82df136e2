"""Names that more than one state goes by are refused with all of them, and never decided in silence."""

import pytest

from counterpoise.core import InputError
from counterpoise.data.panel import load_panel
from counterpoise.data.states import AMBIGUOUS


@pytest.fixture(scope="module")
def system():
    return load_panel().system


@pytest.mark.parametrize(
    ("word", "year", "meant"),
    [
        ("Congo", 2024, ("DR Congo (COD)", "Congo-Brazzaville (COG)")),
        (" congo ", 1970, ("COD", "COG")),
        ("Korea", 2024, ("South Korea (KOR)", "North Korea (PRK)")),
        ("Germany", 1970, ("DDR", "XWG")),
        ("Yemen", 1980, ("XYA", "YMD")),
    ],
)
def test_a_name_of_two_states_is_refused_with_both(system, word, year, meant):
    with pytest.raises(InputError) as refused:
        system.resolve(word, year)
    assert all(m in str(refused.value) for m in meant)


@pytest.mark.parametrize("word", ["Congo", "korea"])
def test_without_a_year_a_name_of_two_living_states_is_refused_too(system, word):
    with pytest.raises(InputError, match=" or "):
        system.find(word)


@pytest.mark.parametrize(
    ("word", "year", "iso3"),
    [("Germany", 2024, "DEU"), ("Germany", 1900, "DEU"), ("Korea", 1900, "XKO"), ("Yemen", 2024, "YEM"),
     ("vietnam", 2024, "VNM"), ("DR Congo", 2024, "COD"), ("Congo-Brazzaville", 2024, "COG"),
     ("Republic of the Congo", 1990, "COG"), ("zaire", 1990, "COD")],
)  # fmt: skip
def test_where_only_one_existed_the_name_is_its_own(system, word, year, iso3):
    assert system.resolve(word, year) == iso3


def test_no_state_is_shown_under_a_name_that_would_be_refused(system):
    for year in (1970, 2024):
        for iso3 in system.members(year):
            shown = system.name(iso3).casefold()
            if shown in AMBIGUOUS and year == 2024:
                assert system.resolve(shown, year) == iso3
