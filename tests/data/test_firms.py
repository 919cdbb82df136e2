"""The register of firms and the table built from it."""

import numpy as np
import pytest

from counterpoise.core import DataIntegrityError
from counterpoise.data.firms import build_firms, check_firms
from counterpoise.data.registers import register
from counterpoise.data.supply import accelerators, models

pytestmark = pytest.mark.raw


@pytest.fixture(scope="module")
def firms(raw, codes):
    return build_firms(raw, codes).set_index("firm")


# covers: A04
def test_ten_to_twenty_five_firms_of_several_homes(firms):
    assert 10 <= len(firms) <= 25
    assert {"USA", "CHN", "TWN", "NLD", "KOR", "FRA", "SWE", "FIN"} <= set(firms.home_iso3)
    assert set(firms.status) <= {"observed", "unverified"}


def test_compute_lies_within_its_percentiles_and_absence_is_not_zero(firms):
    bought = firms[firms.compute_source == "epoch_chips"]
    assert set(bought.index) == {"Alphabet", "Microsoft", "Amazon", "Meta", "Oracle"}
    assert (bought.compute_low < bought.compute).all()
    assert (bought.compute < bought.compute_high).all()
    assert np.isnan(firms.compute["TSMC"])
    assert np.isnan(firms.compute["OpenAI"])


def test_compute_adds_up_over_makes(firms):
    """Google at the end of 2024: 951,445 of its own and 434,378 of NVIDIA."""
    assert firms.compute["Alphabet"] == 951445 + 434378


def test_an_upgrade_replaces_what_it_builds_on(firms):
    assert firms.compute["xAI"] == pytest.approx(1e5, rel=1e-3)  # the first phase only, at the end of 2024


def test_hosts_are_states_with_a_region(firms, codes):
    huawei = firms.host_iso3["Huawei"].split(";")
    assert "TUR" in huawei
    assert "USA" not in huawei
    assert "TWN" in firms.host_iso3["Alphabet"].split(";")
    assert firms.host_iso3["ASML"] == ""


def test_models_are_credited_to_the_owner(firms):
    assert firms.notable_models["OpenAI"] == 20
    assert firms.notable_models["Alphabet"] > 13  # Google and its laboratory in London together
    assert firms.notable_models["TSMC"] == 0


def test_parts_of_a_model_add_to_one(raw, codes):
    rows = models.makers(raw, codes, models.NOTABLE)
    assert rows.part.sum() == pytest.approx(round(rows.part.sum()), abs=1e-6)
    assert rows.part.sum() <= 166
    assert set(rows.loc[rows.firm == "Alphabet", "iso3"]) == {"USA"}


def test_every_role_is_a_technology_of_the_supplier_table():
    from counterpoise.data.suppliers import TECHNOLOGIES

    roles = {r for cell in register("firms").roles for r in cell.split(";")}
    assert roles <= set(TECHNOLOGIES)


def test_a_quarter_that_is_not_over_is_left_out(raw):
    assert accelerators.cumulative(raw, "nvidia_cumulative_totals").end.max().year == 2025


def test_chinas_chips_are_not_a_firms(raw):
    owners = set(accelerators.owned_chips(raw).owner)
    assert "China" in owners
    assert "Other" not in owners


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [("home_iso3", "XXX", "no member"), ("source", "hearsay", "source"), ("status", "sure", "status")],
)
def test_a_broken_firm_is_refused(firms, codes, column, value, message):
    broken = firms.reset_index()
    broken.loc[3, column] = value
    with pytest.raises(DataIntegrityError, match=message):
        check_firms(broken, codes.members(2025))
