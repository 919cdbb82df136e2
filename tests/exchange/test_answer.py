"""Mass against precision: the theory's own numbers, directions, invariances, and what may not be asked."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.core import InputError
from counterpoise.data.registers import register
from counterpoise.exchange import exchange, leak_fit, sentences, tables
from counterpoise.exchange.inputs import chosen
from counterpoise.exchange.leakage import Constant, Fitted, Saturating
from counterpoise.exchange.worlds import Worlds

# A drone and a precise shot of equal cost, each hit worth the same: rho is the chance of a precise hit.
EVEN = {"unit_cost": 35e3, "decoy_share": 0.0, "hit_given_leak": 1.0, "value": 1e6}


def rho(merit, salvo=100.0, kill=0.87, capacity=60.0, **settings):
    """The answer where precision's merit is exactly ``merit``, up to one."""
    precise = {"unit_cost": 35e3, "hit": min(merit, 1.0), "value": 1e6 * max(merit, 1.0)}
    return exchange(EVEN, precise, {"kill": kill, "capacity": capacity}, salvo=salvo, draws=200, **settings)


def chance(result, model):
    rows = result.outcomes[result.outcomes.figure == "chance that mass is better"].set_index("model")
    return rows.middle[model]


def figure(result, name, model):
    rows = result.outcomes.set_index(["figure", "model"])
    return rows.loc[(name, model), ["low", "middle", "high"]].to_numpy(float)


# covers: F30
def test_the_theorys_example_crosses_at_76_2_so_77_is_the_first_whole_salvo():
    row = rho(0.315).crossover.set_index("model").loc["saturation"]
    assert row.above == 1.0
    assert row.salvo_middle == pytest.approx(52.2 / 0.685)
    assert chance(rho(0.315, salvo=76), "saturation") == 0.0
    assert chance(rho(0.315, salvo=77), "saturation") == 1.0
    assert chance(rho(0.315, salvo=1000), "constant") == 0.0  # without a limit no size helps


@pytest.mark.parametrize(
    ("merit", "share"),
    [(0.12, "always"), (0.129, "always"), (0.131, "above"), (0.94, "above"), (1.0, "never"), (40, "never")],
)
def test_always_below_the_leak_never_from_one_on(merit, share):
    row = rho(merit).crossover.set_index("model").loc["saturation"]
    assert row[share] == 1.0
    assert row.never_at_any_size == (merit >= 1.0)


def test_a_crossover_beyond_the_sizes_looked_at_is_none():
    row = rho(0.96).crossover.set_index("model").loc["saturation"]  # N* = 1305
    assert (row.never, row.never_at_any_size, row.above) == (1.0, 0.0, 0.0)
    assert np.isnan(row.salvo_middle)
    wider = rho(0.96, sizes=(10.0, 2000.0)).crossover.set_index("model").loc["saturation"]
    assert wider.salvo_middle == pytest.approx(52.2 / 0.04)


def test_other_money_changes_no_share_and_no_ratio():
    dollars = [r for r in register("exchange_inputs").to_dict("records") if str(r["unit"]).startswith("USD")]
    middles = {(r["option"], r["name"]): (float(r["low"]) * float(r["high"])) ** 0.5 for r in dollars}

    def answer(rate):
        sides = {s: {n: v * rate for (o, n), v in middles.items() if o == s} for s in ("mass", "defense", "spiderweb")}
        return exchange(sides["mass"], sides["spiderweb"], sides["defense"], draws=500)

    here, there = answer(1.0), answer(41.7)
    assert {"unit_cost", "value", "decoy_cost"} == {n for o, n in middles if o == "mass"}
    np.testing.assert_allclose(here.crossover.iloc[:, 1:], there.crossover.iloc[:, 1:])
    money = here.outcomes.unit == "USD"
    columns = ["low", "middle", "high"]
    np.testing.assert_allclose(here.outcomes.loc[~money, columns], there.outcomes.loc[~money, columns])
    np.testing.assert_allclose(41.7 * here.outcomes.loc[money, columns], there.outcomes.loc[money, columns])
    assert money.sum() == 6


def test_capacity_protects_under_saturation_only():
    few, many = (exchange(defense={"capacity": c}, salvo=400, option="missile", draws=500) for c in (50, 300))
    for name, sign in (("drones that leak", -1), ("mass over precision", -1), ("damage per dollar, mass", -1)):
        change = figure(many, name, "saturation") - figure(few, name, "saturation")
        assert (sign * change > 0).all()
        for model in ("constant", "fitted"):
            assert (figure(many, name, model) == figure(few, name, model)).all()


@pytest.mark.parametrize(
    ("side", "name", "values", "sign"),
    [
        ("mass", "unit_cost", (20e3, 70e3), -1),
        ("mass", "value", (1e5, 1e6), 1),
        ("mass", "hit_given_leak", (0.2, 0.9), 1),
        ("precision", "hit", (0.1, 0.3), -1),
        ("precision", "unit_cost", (1e6, 1e7), 1),
        ("defense", "interceptor_cost", (3e3, 3e6), 0),  # the defender's bill is no damage
    ],
)
def test_what_makes_mass_the_better_buy(side, name, values, sign):
    spiderweb = [exchange(**{side: {name: v}}, draws=500) for v in values]
    for model in ("constant", "saturation", "fitted"):
        low, high = (figure(r, "mass over precision", model) for r in spiderweb)
        assert (np.sign(high - low) == sign).all()


def test_the_defenders_bill_is_the_theorys():
    result = exchange(EVEN, defense={"kill": 0.9, "capacity": 60, "shots": 2, "interceptor_cost": 35e4}, draws=100)
    assert figure(result, "defender's cost per kill", "saturation") == pytest.approx(2 * 35e4 / 0.9)
    assert figure(result, "defender's spending per attacker's dollar", "saturation") == pytest.approx(0.6 * 2 * 10)
    assert figure(result, "attacker's cost per leaker", "saturation") == pytest.approx(100 * 35e3 / 46)
    assert figure(result, "drones that leak", "saturation") == pytest.approx(46)


def test_decoys_cost_less_and_destroy_nothing():
    held = chosen(
        "spiderweb", {"decoy_share": 0.25, "decoy_cost": 10e3, "unit_cost": 50e3, "value": 4e6, "hit_given_leak": 0.5}
    )
    worlds = Worlds.drawn_from(held, 100, 1)
    assert worlds.cost == pytest.approx(40e3)
    assert worlds.value == pytest.approx(1.5e6)


def test_a_missile_is_valued_by_what_a_drone_destroys():
    worlds = Worlds.drawn_from(chosen("missile", {"value": 2e6}, {"value_ratio": 5.0}), 100, 1)
    assert worlds.precision_value == pytest.approx(1e7)
    given_directly = Worlds.drawn_from(chosen("missile", {"value": 2e6}, {"value": 3e6}), 100, 1)
    assert given_directly.precision_value == pytest.approx(3e6)


def test_setting_one_input_leaves_the_draws_of_the_others():
    free, fixed = (Worlds.drawn_from(chosen("spiderweb", m), 300, 7).drawn for m in ({}, {"value": 1e6}))
    assert np.ptp(fixed["mass.value"]) == 0.0
    assert np.ptp(free["mass.value"]) > 0.0
    for key in set(free) - {"mass.value"}:
        assert (free[key] == fixed[key]).all()
    other = Worlds.drawn_from(chosen("spiderweb"), 300, 8).drawn
    assert (other["mass.value"] != free["mass.value"]).all()
    assert abs(np.corrcoef(free["mass.value"], free["precision.unit_cost"])[0, 1]) < 0.2


# covers: K2
def test_draws_stay_in_their_ranges_and_use_them():
    held = chosen("missile")
    for key, drawn in Worlds.drawn_from(held, 4000, 3).drawn.items():
        low, high = held[key].low, held[key].high
        assert low <= drawn.min() <= drawn.max() <= high
        assert np.ptp(drawn) >= 0.9 * (high - low) - 1e-12, key


# covers: T16, K2
def test_mass_gains_as_the_surprise_wears_off():
    worn = exchange(draws=1500).adaptation
    for model in ("constant", "saturation", "fitted"):
        shares = worn[f"mass_better_{model}"].to_numpy()
        assert (np.diff(shares) >= 0).all()
        assert shares[-1] > shares[0] + 0.3
    assert (np.diff(worn.merit_middle) < 0).all()
    assert worn.assets_hit_high.max() <= 1.0
    assert worn.assets_hit_middle[0] == 0.0


unit = st.floats(0.01, 0.99)


@given(
    kill=unit,
    merit=st.floats(0.01, 0.99),
    channels=st.floats(5, 500),
    slope=st.floats(0.1, 2),
    sign=st.sampled_from([-1, 1]),
)
def test_the_turn_is_where_the_two_are_equal(kill, merit, channels, slope, sign):
    q, rho_ = np.array([kill]), np.array([merit])
    saturating, fitted = Saturating(q, np.array([channels])), Fitted(np.array([-1.2]), np.array([sign * slope]))
    turn = fitted.turn(rho_)[0]
    if 1e-3 < turn < 1e9:
        assert fitted.share(turn)[0] == pytest.approx(merit, rel=1e-6)
        assert (fitted.share(turn * 1.1) > rho_)[0] == (sign > 0)
    turn = saturating.turn(rho_)[0]
    if 0 < turn < 1e12:
        assert saturating.share(turn)[0] == pytest.approx(merit, abs=1e-9)
        assert turn >= channels * (1 - 1e-12)
    assert (turn == 0.0) == (1.0 - kill > merit) == (Constant(q).turn(rho_)[0] == 0.0)


def test_shares_of_draws_sum_to_one():
    for option in ("spiderweb", "missile"):
        crossing = exchange(option=option, draws=1500).crossover
        assert crossing[["always", "above", "below", "never"]].sum(axis=1).to_numpy() == pytest.approx(1.0)
        assert (crossing.never_at_any_size <= crossing.never).all()
    assert crossing.set_index("model").below["saturation"] == 0.0  # saturation turns one way only
    assert crossing.set_index("model").above["fitted"] == 0.0  # and these raids the other
    assert crossing.set_index("model").below["fitted"] > 0.1


def test_the_same_seed_is_the_same_answer():
    one, two, other = (exchange(draws=300, seed=s) for s in (5, 5, 6))
    assert json.dumps(one.to_dict()) == json.dumps(two.to_dict()) != json.dumps(other.to_dict())


def test_json_is_strict_and_holds_grades_and_sources():
    told = json.loads(json.dumps(exchange(draws=200).to_dict(), allow_nan=False))
    assert told["grade"] == "assumed"
    assert all(row["grade"] in ("estimated", "assumed") and row["source"] for row in told["inputs"])
    assert {
        row["grade"]
        for row in told["inputs"]
        if row["name"].startswith("precision.") and row["name"] != "precision.salvo"
    } == {"assumed"}


def test_words_say_when_there_is_no_crossover_and_when_size_is_extrapolated():
    said = " ".join(sentences(exchange(draws=1000)))
    assert "no crossover" in said
    assert "claims" in said
    assert "Beware" not in said
    assert "Beware" in sentences(exchange(salvo=900, draws=200))[-1]
    crossing = sentences(exchange(option="missile", draws=1000))[2]
    assert "mass better below" in crossing
    for title, columns, rows, _ in tables(exchange(draws=200)):
        assert title
        assert all(len(row) == len(columns) for row in rows)
        assert not any("nan" in cell for row in rows for cell in row)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: exchange(option="spiderwed"), "spiderweb"),
        (lambda: exchange({"unit_cots": 1.0}), "unit_cost"),
        (lambda: exchange({"decoy_share": 1.2}), "0 to 1"),
        (lambda: exchange({"unit_cost": 0.0}), "above 0"),
        (lambda: exchange({"value": float("nan")}), "must be"),
        (lambda: exchange(defense={"capacity": -1.0}), "0 or more"),
        (lambda: exchange(salvo=0.0), "salvo"),
        (lambda: exchange(salvo=float("nan")), "salvo"),
        (lambda: exchange(sizes=(100.0, 10.0)), "rise"),
        (lambda: exchange(draws=5), "draws"),
        (lambda: exchange(accounting="jaming within"), "jamming within"),
        (lambda: leak_fit("jamming within", "places"), "no fit of"),
    ],
)
def test_what_may_not_be_asked(call, message):
    with pytest.raises(InputError, match=message):
        call()
