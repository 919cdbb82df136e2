"""Growth, automation, computing, algorithms, investment, adoption and prices move as their theories say."""

import numpy as np
import pytest
from small_world import STATE_VALUES, changed_fields, initial, lead, run

from counterpoise.mechanisms.adoption import Adoption
from counterpoise.mechanisms.algorithms import Algorithms
from counterpoise.mechanisms.automation import Automation
from counterpoise.mechanisms.capability import Capability
from counterpoise.mechanisms.computing import HOME_MADE, Computing
from counterpoise.mechanisms.economy_fields import AUTOMATED
from counterpoise.mechanisms.growth import Growth
from counterpoise.mechanisms.heavy_tails import laplace
from counterpoise.mechanisms.prices import DronePrice
from counterpoise.mechanisms.spending import AISpending
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.theory import country_growth, export_controls, learning_curve

CALM = {"Growth.world_shock": 1e-6, "Growth.own_shock": 1e-6, "Growth.inertia": 0.0}
GDP = np.array(STATE_VALUES["gdp"], float)


def start(**changed):
    return initial(vocabulary=VOCABULARY.extended([AUTOMATED]), **({"capability": 0.0} | changed))


# covers: P19, F24
def test_without_ai_or_loss_a_country_grows_at_its_fading_trend_plus_convergence():
    settings = {"Growth.half_life": 8.0, "Growth.common": 0.012, "Growth.convergence": 0.01, "Growth.capacity": 0.4}
    growth = lead(Growth, field="growth", members=1, start=start(), overrides=CALM | settings)[0]
    fade = 0.5 ** (1 / 8.0)
    trend, people = np.array(STATE_VALUES["trend_growth"]), np.array(STATE_VALUES["population"])
    agility = np.array(STATE_VALUES["agility"])
    gap = np.maximum(0.0, np.log(80.0 / (GDP / people)))
    expected = fade * trend + (1 - fade) * (0.012 + 0.01 * (0.6 + 0.4 * agility) * gap)
    np.testing.assert_allclose(np.log1p(growth), expected, atol=2e-5)


def test_a_part_of_last_years_luck_lasts_and_ai_and_losses_are_no_luck():
    trend = np.array(STATE_VALUES["trend_growth"])
    lucky = start(growth=np.expm1(trend + 0.1), loss=0.05)
    settings = CALM | {"Growth.inertia": 0.4}
    with_luck, without = (lead(Growth, field="growth", start=lucky, overrides=settings | more) for more in ({}, CALM))
    np.testing.assert_allclose(np.log1p(with_luck) - np.log1p(without), 0.04, atol=2e-4)
    later = run(Growth, years=3, start=lucky, overrides=settings)["growth_luck"]
    np.testing.assert_allclose(
        later[:, 1:], np.broadcast_to([[0.04], [0.016], [0.0064]], later[:, 1:].shape), atol=2e-4
    )


def test_luck_is_laplaces():
    """A tenth of the draws beyond the logarithm of ten scales in size, the middle half within that of two."""
    found = np.array([laplace(u) for u in (np.arange(20_000) + 0.5) / 20_000])
    assert found.mean() == pytest.approx(0.0, abs=1e-6)
    assert np.mean(np.abs(found) > np.log(10.0)) == pytest.approx(0.1, abs=1e-3)
    assert np.mean(np.abs(found) < np.log(2.0)) == pytest.approx(0.5, abs=1e-3)


def test_luck_in_growth_is_in_proportion_to_what_is_usual():
    settings = CALM | {"Growth.own_shock": 1.0}
    once, twice = (
        run(Growth, start=start(growth_scatter=x), overrides=settings)["growth_luck"][:, 1] for x in (0.01, 0.02)
    )
    rest = run(Growth, start=start(), overrides=CALM | {"Growth.own_shock": 0.0})["growth_luck"][:, 1]
    np.testing.assert_allclose(twice - rest, 2.0 * (once - rest), rtol=1e-3, atol=1e-6)
    assert np.abs(once - rest).mean() == pytest.approx(0.01, rel=0.4)


def test_a_loss_is_paid_in_full():
    lost = np.where(np.arange(12) == 3, 0.1, 0.0)
    without, with_loss = (lead(Growth, field="gdp", start=start(loss=x), overrides=CALM) for x in (0.0, lost))
    np.testing.assert_allclose(with_loss[:, 3] / without[:, 3], 0.9, rtol=1e-4)
    np.testing.assert_allclose(with_loss[:, :3], without[:, :3])


def test_ai_adds_what_the_published_effect_says_and_no_more():
    """A decade of the reference pace, fully adopted, adds the effect; however fast tasks fall, it is no faster."""
    settings = CALM | {"Growth.effect": np.linspace(0.05, 0.95, 7), "Growth.decade": 0.1}
    runs = [
        run(Growth, members=7, start=start(automated=x, agility=1.0), overrides=settings)["gdp"][:, 1]
        for x in (0.0, 0.01, 0.5)
    ]
    kappa = [country_growth.automation_effect(float(u)) for u in settings["Growth.effect"]]
    for faster in runs[1:]:
        np.testing.assert_allclose(np.log(faster / runs[0])[:, 0], np.array(kappa) / 10.0, rtol=2e-3, atol=1e-6)


def test_automation_adds_to_growth_only_through_the_effect():
    both = (Growth, Automation)
    settings = {"Automation.halfway": 6.0, **CALM}
    run_with = [
        run(*both, years=6, start=start(capability=7.0), overrides=settings | {"Growth.effect": u})["gdp"][:, -1]
        for u in (0.0, 0.5)
    ]
    assert np.all(run_with[1] > run_with[0])


def test_switched_off_growth_is_the_bare_trend():
    gdp = run(Growth, off=["Growth"], start=start(loss=0.2))["gdp"]
    expected = GDP * np.exp(np.array(STATE_VALUES["trend_growth"]))
    np.testing.assert_allclose(gdp[:, 1], np.tile(expected, (4, 1)), rtol=1e-5)


def test_automation_rises_with_capability_and_stays_below_what_is_possible():
    low, high = (run(Automation, years=30, members=20, start=start(capability=c))["automation"] for c in (9.0, 12.0))
    assert np.all(high >= low)
    assert np.mean(high[:, -1] > low[:, -1] + 0.01) > 0.9
    assert np.all(np.diff(high, axis=1) >= 0.0)
    assert high.max() < 1.0


def test_without_investment_computing_decays_and_with_it_grows():
    idle = run(Computing, years=3, start=start(spending=0.0), overrides={"Computing.retired": 0.2})["compute"]
    np.testing.assert_allclose(idle[:, 3, 0], idle[:, 0, 0] * 0.8**3, rtol=1e-5)
    assert np.all(run(Computing, years=1, start=start())["compute"][:, 1, :3] > idle[:, 0, :3])
    flood = run(Computing, start=start(spending=0.1), overrides={"Computing.fastest": 2.0, "Computing.retired": 0.2})
    np.testing.assert_allclose(flood["compute"][:, 1, :9] / flood["compute"][:, 0, :9], 2.8, rtol=1e-4)


def test_computing_per_dollar_grows_until_the_slowdown_and_then_more_slowly():
    settings = {"Computing.factor": 1.3, "Computing.slowdown": 5.0, "Computing.divisor": 2.0}
    pace = run(Computing, years=10, members=1, start=start(), overrides=settings)["chip_growth"][0, 1:, 0]
    np.testing.assert_allclose(pace[:5], 0.3, rtol=1e-4)
    np.testing.assert_allclose(pace[5:], 1.3**0.5 - 1.0, rtol=1e-3)


# covers: F48
def test_controls_withhold_computing_at_first_and_may_raise_it_in_the_end():
    settings = {"Computing.learning": 0.5, "Computing.ceiling": 1.5}
    options = {"years": 12, "members": 1, "record": ["compute"], "overrides": settings}
    free, held = (run(Computing, start=start(restricted=r), **options)["compute"][0] for r in (0.0, 0.8))
    assert np.all(held[1] < free[1])
    assert np.all(held[-1] > free[-1])
    never = run(Computing, start=start(restricted=0.8), **(options | {"overrides": {"Computing.ceiling": 0.5}}))
    assert np.all(never["compute"][0, -1] < free[-1])


HOME = {"Computing.learning": 0.25, "Computing.ceiling": 0.9}


# covers: F48
def test_home_substitution_is_the_theorems_under_a_constant_control():
    made = run(Computing, years=8, members=1, start=start(restricted=0.6), overrides=HOME)["home_made"][0, :, 0]
    wanted = [export_controls.substitution_after(float(t), 0.6, 0.25, 0.0, 0.9) for t in range(9)]
    np.testing.assert_allclose(made, wanted, rtol=1e-5)


def test_years_without_control_teach_nothing_and_what_was_learned_stays():
    """A control that begins late meets no home production, however many years have passed."""
    free, held = (run(Computing, years=9, members=1, start=start(restricted=e), overrides=HOME) for e in (0.0, 0.8))
    assert np.all(free["home_made"] == 0.0)
    words = VOCABULARY.extended([AUTOMATED, HOME_MADE])
    learned = initial(vocabulary=words, capability=0.0, restricted=0.0, home_made=held["home_made"][0, 9, 0])
    after = run(Computing, years=3, members=1, start=learned, overrides=HOME)["home_made"]
    np.testing.assert_array_equal(after, np.broadcast_to(after[:, :1], after.shape))


def test_algorithms_double_on_time_and_then_slow():
    settings = {"Algorithms.doubling": 0.5, "Algorithms.slowdown": 2.5, "Algorithms.divisor": 4.0}
    level = run(Algorithms, years=6, members=1, start=start(), overrides=settings)["algorithms"][0, :, 0]
    full, slow = 2 * np.log10(2), 2 * np.log10(2) / 4
    np.testing.assert_allclose(np.diff(level), [full, full, (full + slow) / 2, slow, slow, slow], rtol=1e-5)


# covers: F02
def test_investment_answers_feared_rivals_and_threat_and_saturates():
    calm, afraid, pressed = (
        run(AISpending, start=start(fear=fear, threat=threat))["spending"][:, 1]
        for fear, threat in ((0.0, 0.0), (0.5, 0.0), (0.0, 0.03))
    )
    assert np.all(afraid[:, 1:] > calm[:, 1:])
    assert np.all(pressed > calm)
    late = run(AISpending, years=99, start=start(fear=0.5), overrides={"AISpending.ceiling": 0.03})
    assert late["spending"].max() <= 0.03 * 1.001
    np.testing.assert_allclose(late["spending"][:, -1, 0], 0.03, rtol=0.1)


def test_what_the_most_alarming_rival_invests_counts():
    settings = {
        f"AISpending.{name}": value for name, value in {"momentum": 0.0, "reaction": 0.1, "ceiling": 1e3}.items()
    }
    spent = run(AISpending, members=1, start=start(fear=0.5, threat=0.0), overrides=settings)["spending"][0]
    rival = np.array([0.004] + [0.006] * 11)
    np.testing.assert_allclose(spent[1] / spent[0] - 1.0, 0.1 * np.log1p(0.5 * rival / spent[0]), rtol=1e-3)


def test_a_state_that_invests_nothing_begins():
    assert np.all(run(AISpending, start=start(spending=0.0))["spending"][:, 1] > 0.0)


CHANNELS = ("u_weapons", "u_isr", "u_cyber", "u_command")


# covers: P32, T02, T03, F33
@pytest.mark.parametrize(
    ("field", "less", "more", "grows"),
    [
        ("threat", 0.0, 0.05, True),
        ("fear", 0.0, 0.8, True),
        ("agility", 0.1, 0.9, True),
        ("capability", 4.0, 12.0, True),
        ("milex_share", 0.001, 0.05, True),
        ("drone_price", 0.1, 2.0, False),
    ],
)
def test_adoption_answers_pull_and_barriers(field, less, more, grows):
    low, high = (run(Adoption, start=start(**{field: x})) for x in (less, more))
    channels = CHANNELS if field != "drone_price" else CHANNELS[:1]
    for channel in channels:
        after = [f[channel][:, 1] for f in (low, high)]
        assert np.all(after[1] >= after[0]) if grows else np.all(after[1] <= after[0]), channel
        assert np.mean(after[0] != after[1]) > 0.5, channel
    for channel in CHANNELS[len(channels) :]:
        np.testing.assert_array_equal(low[channel], high[channel])


# covers: F28, F43
def test_costly_channels_favor_the_rich_and_upsetting_ones_the_nimble():
    """Horowitz's two by two, on states that differ in means and agility alone."""
    rich, nimble = np.arange(12) % 2 == 0, np.arange(12) % 2 == 1
    world = start(
        gdp=np.where(rich, 10000.0, 300.0), milex_share=0.02, agility=np.where(nimble, 0.9, 0.2), u_isr=0.1, fear=0.0
    )
    names = ("cost_isr", "upset_isr", "w_change", "unit_cost")
    for costs, expected in (((0.9, 0.0), True), ((0.0, 0.9), False)):
        settings = dict(zip((f"Adoption.{n}" for n in names), (*costs, 2.0, 20.0), strict=True))
        adopted = lead(Adoption, field="u_isr", years=3, start=world, overrides=settings)
        rich_lead = adopted[:, rich].min(axis=1) > adopted[:, nimble].max(axis=1)
        nimble_lead = adopted[:, nimble].min(axis=1) > adopted[:, rich].max(axis=1)
        assert np.all(rich_lead == expected)
        assert np.all(nimble_lead != expected)


# covers: P10, F06
def test_the_price_of_drones_follows_the_learning_curve():
    settings = {"DronePrice.exponent": 0.322, "DronePrice.output": 5.0}
    price = run(DronePrice, years=2, members=1, start=start(u_weapons=0.2), overrides=settings)["drone_price"][0, :, 0]
    expected = [learning_curve.unit_cost(1.0, x, 0.322) for x in (1.0, 2.0, 3.0)]
    np.testing.assert_allclose(price, expected, rtol=1e-4)
    assert np.all(lead(DronePrice, field="drone_price", start=start(u_weapons=0.0)) == 1.0)


@pytest.mark.parametrize(
    ("mechanism", "fields"),
    [
        (Growth, {"gdp", "growth", "growth_luck", "trend_kept"}),
        (Automation, {"automation", "automated"}),
        (Computing, {"compute", "chip_growth"}),
        (Algorithms, {"algorithms"}),
        (AISpending, {"spending"}),
        (Adoption, set(CHANNELS)),
        (DronePrice, {"drone_price"}),
        (Capability, {"capability"}),
    ],
)
def test_only_declared_fields_change(mechanism, fields):
    assert changed_fields(mechanism, start=start(capability=9.0)) == fields
