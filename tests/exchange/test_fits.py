"""What the attack series says: signs found, nothing kept but coefficients, and the same again from the raw files."""

import json

import numpy as np
import pandas as pd
import pytest

from counterpoise.core import DataIntegrityError, InputError, bibliography
from counterpoise.data.card import cards
from counterpoise.exchange import attack_fit, fits, leak_fit
from counterpoise.exchange.attack_series import SERIES, kind_of, read_raids
from counterpoise.exchange.fit import fit_attacks, leaked, write_fit
from counterpoise.exchange.fitted import counts
from counterpoise.exchange.inputs import ranges

FITS = fits().set_index(["kind", "accounting", "definition"]).sort_index()


# covers: K1, C23
def test_since_jamming_is_counted_in_larger_salvoes_leak_a_smaller_share():
    for definition in ("unaccounted", "not shot down"):
        row = FITS.loc[("drone", "jamming within", definition)]
        assert row.slope_high < -0.3
        assert row.slope_dated_high < -0.3  # and it is not the calendar
        assert row.gain_saturation < 0.5 < 10 < row.gain_size  # a limit explains nothing, size a lot
        assert row.capacity_low > 500


def test_the_sign_hangs_on_what_is_called_a_leak_and_on_the_years():
    apart = FITS.loc[("drone", "jamming apart")]
    assert apart.loc["not shot down"].slope_low > 0 > apart.loc["unaccounted"].slope_dated_high
    assert apart.loc["unaccounted"].slope_low < 0 < apart.loc["unaccounted"].slope_high
    early = FITS.loc[("drone", "shot down only", "not shot down")]
    assert early.slope > 0 > early.slope_low


def test_places_hit_agree_and_decoys_do_not_explain_it():
    assert FITS.loc[("drone", "whole series", "places")].slope_high < -0.3
    assert abs(FITS.loc[("drone", "whole series", "unarmed")].slope) < 0.2  # large raids hold hardly more decoys


def test_missiles_are_stopped_less_than_drones_and_ballistic_ones_least():
    share = {k: FITS.loc[(k, "whole series", "unaccounted")].share for k in ("cruise", "ballistic")}
    assert leak_fit().share < share["cruise"] < share["ballistic"]


def test_fewer_are_shot_down_than_launched_on_every_date():
    by = counts().set_index(["kind", "date", "figure"]).middle.unstack()
    assert (by.shot <= by.launched).all()
    drones = by.launched["drone"]
    assert (drones.to_numpy()[1:] > 1.5 * drones.to_numpy()[:-1]).all()  # launches grew every year


def test_nothing_is_kept_but_coefficients():
    def lists(value):
        if isinstance(value, dict):
            return [n for v in value.values() for n in lists(v)]
        if isinstance(value, list) and value and not isinstance(value[0], dict):
            return [len(value)] + [n for v in value for n in lists(v)]
        return [n for v in value for n in lists(v)] if isinstance(value, list) else []

    assert max(lists(attack_fit())) <= 4  # no series hides in it
    card = cards()[attack_fit()["card"]]
    assert card.terms == "restricted"
    assert not card.embeddable
    assert card.citation in bibliography()


def test_covariances_are_covariances():
    for row in attack_fit()["leaks"] + attack_fit()["counts"]:
        for fit in [row[k] for k in ("size", "size_and_time") if k in row] or [row]:
            covariance = np.array(fit["covariance"])
            np.testing.assert_allclose(covariance, covariance.T, rtol=1e-5)
            assert (np.linalg.eigvalsh(covariance) > 0).all()


@pytest.mark.parametrize(
    ("model", "kind"),
    [
        ("Shahed-136/131", "drone"),
        ("X-101/X-555 and Kalibr", "cruise"),
        ("Iskander-K", "cruise"),
        ("Iskander-M/KN-23", "ballistic"),
        ("X-47 Kinzhal", "ballistic"),
        ("Iskander-M and Iskander-K", None),
        ("X-22 and X-31P", None),
        ("Shahed-136/131 and Lancet", None),
        ("C-300 and Iskander-M", None),
        ("Reconnaissance UAV", None),
    ],
)
def test_rows_have_a_class_or_none(model, kind):
    assert kind_of(model) == kind


def series(tmp_path, rows):
    columns = [
        "time_end",
        "model",
        "target",
        "launched",
        "destroyed",
        "not_reach_goal",
        "still_attacking",
        "num_hit_location",
        "is_shahed",
    ]
    (tmp_path / "ukraine").mkdir()
    pd.DataFrame(rows, columns=columns).to_csv(tmp_path / SERIES, index=False)
    return tmp_path


def test_a_night_counts_once_and_losses_are_not_leaks(tmp_path):
    rows = [
        ("2025-01-02 08:00", "Kalibr", "Ukraine", 3, 1, None, None, None, None),
        ("2025-01-02 09:00", "X-69", "Ukraine", 2, 2, None, None, None, None),
        ("2025-01-02", "Shahed-136/131", "Ukraine", 100, 60, 30, 4, 5, 70),
        ("2025-01-02", "Shahed-136/131", "south", 4, 4, None, None, None, None),
        ("2025-01-02", "Shahed-136/131", "Ukraine", None, 4, None, None, None, None),
    ]
    raids = read_raids(series(tmp_path, rows)).set_index(["kind", "national"])
    assert raids.launched.to_dict() == {("cruise", True): 5, ("drone", True): 100, ("drone", False): 4}
    night = raids.loc[[("drone", True)]]
    assert night[["shot", "lost", "flying"]].to_numpy().tolist() == [[60, 30, 4]]
    assert [leaked(night, d).item() for d in ("unaccounted", "not shot down", "places", "unarmed")] == [6, 40, 5, 30]


def test_faults_of_the_series_are_named(tmp_path):
    with pytest.raises(InputError, match="ukraine_attacks"):
        write_fit(tmp_path, tmp_path / "out.json")
    assert not (tmp_path / "out.json").exists()
    row = ("2025-01-02", "Kalibr", "Ukraine", 3, 5, None, None, None, None)
    with pytest.raises(DataIntegrityError, match="more shot down"):
        read_raids(series(tmp_path, [row]))


@pytest.mark.raw
def test_the_embedded_fit_is_what_the_raw_files_give(raw):
    again = json.loads(json.dumps(fit_attacks(raw)))
    assert again["series_sha256"] == attack_fit()["series_sha256"]
    same(again, attack_fit())


@pytest.mark.raw
def test_the_registers_share_of_decoys_holds_that_of_the_series(raw):
    share = next(r["share"] for r in attack_fit()["leaks"] if r["definition"] == "unarmed")
    register = next(r for r in ranges() if r.name == "decoy_share")
    assert register.low < share < register.high
    assert f"{share:.2f}".removeprefix("0") in register.source


def same(one, two):
    if isinstance(one, dict):
        assert set(one) == set(two)
        for key in one:
            same(one[key], two[key])
    elif isinstance(one, list):
        assert len(one) == len(two)
        for left, right in zip(one, two, strict=True):
            same(left, right)
    else:
        assert one == (pytest.approx(two, rel=1e-4, abs=1e-6) if isinstance(one, float) else two)
