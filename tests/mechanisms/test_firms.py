"""Firms and their homes: the bargain without noise, directions on the same luck, and what sovereignty is worth."""

import numpy as np
import pytest
from small_world import STATES, dyadic, initial, lead, run

from counterpoise.mechanisms.data_sovereignty import DataSovereignty
from counterpoise.mechanisms.federation import Federation
from counterpoise.mechanisms.firm_bargain import FirmBargain
from counterpoise.mechanisms.firm_compliance import FirmCompliance
from counterpoise.mechanisms.firm_compute import FirmCompute, newly
from counterpoise.mechanisms.firm_fields import FIRM_STARTED
from counterpoise.mechanisms.firm_safety import FirmSafety
from counterpoise.mechanisms.media_dependence import MediaDependence
from counterpoise.mechanisms.private_partners import PrivatePartners
from counterpoise.mechanisms.skill_fields import SKILL_STARTED
from counterpoise.mechanisms.sovereignty_costs import SovereigntyCosts
from counterpoise.mechanisms.sovereignty_drive import SovereigntyDrive
from counterpoise.mechanisms.vocabulary import VOCABULARY
from counterpoise.theory import obsolescing_bargain, race_to_precipice

SRC, DST, _ = dyadic(STATES)
FAMILY = (
    *(FirmCompute, FirmBargain, PrivatePartners, FirmSafety, FirmCompliance),
    *(MediaDependence, SovereigntyDrive, SovereigntyCosts, DataSovereignty, Federation),
)
WORDS = VOCABULARY.extended((*FIRM_STARTED, *SKILL_STARTED, *(field for m in FAMILY for field in m.declares)))
HOME = [0, 0, 1]
PARTS = [0.4, 0.2, 0.5]


def world(**changed):
    """The small world: two firms at home in the first state, one in the second, a quarter of it sunk."""
    given = {"firm_part": PARTS, "firm_reach": 0.8, "sunk": 0.25, "firm_safety": 0.4, "media": 0.0, "online": 0.7}
    return initial(vocabulary=WORDS, **(given | changed))


def settings(mechanism, **values):
    """Overrides of parameters of one mechanism."""
    return {f"{mechanism.__name__}.{name}": value for name, value in values.items()}


BARGAIN = {"sinking": 0.2, "renewal": 0.0, "footloose": 0.5, "rivals": 0.2}


def bargain(years=1, start=None, **values):
    """Fields of a run of the bargain alone, one member."""
    return run(FirmBargain, years=years, members=1, start=start or world(firm_compute=1e5),
               overrides=settings(FirmBargain, **(BARGAIN | values)))  # fmt: skip


# the bargain


# covers: A04, F15
def test_the_split_is_that_of_nash_with_the_options_left():
    option = obsolescing_bargain.option_left(0.5 * 0.8, 0.25)
    wanted = [obsolescing_bargain.firm_share(option, 0.2 * (1.0 - part)) for part in PARTS]
    np.testing.assert_allclose(bargain()["firm_share"][0, 1], wanted, rtol=1e-5)


def test_of_the_example_of_the_theory():
    """Options of .3 and .1 give the firm .6 of the rent."""
    start = world(firm_compute=1e5, sunk=0.0, firm_reach=1.0, firm_part=0.0)
    shares = bargain(start=start, footloose=0.3, rivals=0.1)["firm_share"][0, 1]
    np.testing.assert_allclose(shares, 0.6, rtol=1e-5)


def test_without_new_technology_investment_sinks_and_the_bargain_obsolesces():
    fields = bargain(years=30)
    np.testing.assert_allclose(1.0 - fields["sunk"][0, 1:, 0], 0.75 * np.exp(-0.2 * np.arange(1, 31)), rtol=1e-4)
    assert np.all(np.diff(fields["firm_share"][0, 1:], axis=0) < 0.0)
    assert np.all(np.diff(fields["hold"][0, 1:, :2], axis=0) > 0.0)


def test_new_technology_keeps_sunk_investment_at_the_rest_point():
    """At a yearly e-fold of computing, assets sink at .2 and are freed at .6: a quarter is sunk for good."""
    start = world(firm_compute=1e5, compute=np.e * 1e6 - 1.0, compute_held=1e6 - 1.0, algorithms=0.0)
    fields = bargain(start=start, renewal=0.6)
    np.testing.assert_allclose(fields["sunk"][0, 1], 0.25, rtol=1e-4)


# covers: F03, C12
def test_a_state_holds_what_its_firms_do_not_keep_and_power_moves_by_the_rest():
    fields = bargain(start=world(firm_compute=[3e5, 1e5, 2e5], compute_held=1e5))
    kept, compute = 1.0 - fields["firm_share"][0, 1], np.array([3e5, 1e5, 2e5])
    assert fields["hold"][0, 1, 0] == pytest.approx((3.0 * kept[0] + kept[1]) / 4.0, rel=1e-4)
    assert np.all(fields["hold"][0, 1, 2:] == 0.0)
    total = 12 * 1e5
    assert fields["tnc_share"][0, 1, 0] == pytest.approx(6e5 / total, rel=1e-4)
    moved = [obsolescing_bargain.diffused_power(c / total, k) for c, k in zip(compute, kept, strict=True)]
    assert fields["diffused"][0, 1, 0] == pytest.approx(sum(moved), rel=1e-4)


# computing


@pytest.mark.parametrize(("before", "now", "new"), [(100.0, 250.0, 0.66), (100.0, 85.0, 0.0), (0.0, 50.0, 0.0)])
def test_what_is_new_in_a_stock(before, now, new):
    assert newly(before, now, 0.15) == pytest.approx(new)


def test_at_the_first_bargain_and_without_fortune_parts_stay():
    start = world(firm_share=0.5, first_share=0.5, compute_held=1e3)
    fields = run(FirmCompute, years=3, start=start, overrides=settings(FirmCompute, luck=0.0))
    np.testing.assert_allclose(fields["firm_part"], np.broadcast_to(PARTS, fields["firm_part"].shape), rtol=1e-5)


def test_who_keeps_more_of_the_rent_buys_more():
    start = world(firm_share=[0.7, 0.4, 0.5], first_share=0.5, compute_held=1e3)
    last = lead(FirmCompute, field="firm_part", start=start, overrides=settings(FirmCompute, luck=0.0))
    assert np.all(last[:, 0] > PARTS[0])
    assert np.all(last[:, 1] < PARTS[1])
    np.testing.assert_allclose(last[:, 2], PARTS[2], rtol=1e-5)


def test_firms_own_no_more_than_their_home_has():
    fields = run(FirmCompute, years=10, members=8, start=world(firm_part=[0.8, 0.7, 0.9], compute_held=1e3))
    owned, held = fields["firm_compute"][:, 1:], fields["compute"][:, 1:]
    assert np.all(owned[..., 0] + owned[..., 1] <= held[..., 0] * (1.0 + 1e-5))
    assert np.all(owned[..., 2] <= held[..., 1] * (1.0 + 1e-5))


# what follows from the hold


# covers: F15
@pytest.mark.parametrize(("hold", "sign"), [(0.7, 1), (0.3, -1), (0.5, 0)])
def test_forces_adopt_with_the_hold_on_firms(hold, sign):
    start = world(hold=hold, first_hold=0.5, private=[0.8] + 11 * [0.0])
    for channel in ("u_weapons", "u_isr", "u_cyber", "u_command"):
        fields = run(PrivatePartners, start=start)[channel]
        moved = fields[:, 1] - fields[:, 0]
        assert np.all(np.sign(moved[:, 0]) == sign)
        assert np.all(moved[:, 1:] == 0.0)


def controlled(**changed):
    """The first state controls all others in full; what is left of the denial when firms sell."""
    given = {"export_control": 1.0 * (SRC == 0), "private": 0.8, "hold": 0.5}
    return lead(FirmCompliance, field="leaked", start=world(**(given | changed)))


# covers: P29, F48
def test_firms_sell_more_where_the_home_holds_them_less():
    loose, firm = controlled(hold=0.2)[:, 1:], controlled(hold=0.8)[:, 1:]
    assert np.all(loose >= firm)
    assert np.all(loose[:, 0] > firm[:, 0])


def test_no_more_leaks_than_was_withheld():
    supply = world().values["compute"][0] / world().values["compute"].sum()
    leaked = controlled(hold=0.0)
    assert np.all(leaked <= 0.8 * supply * (1.0 + 1e-4))
    assert np.all(controlled(private=0.0) == 0.0)
    assert np.all(controlled(export_control=0.0) == 0.0)


RACE = {"band": 1.0, "enmity": 0.5, "dispersion": 0.5, "attainable": 1.0, "pace": 1.0, "spread": 0.5}


# covers: A18
def test_without_a_hold_firms_run_the_race_of_the_theory():
    start = world(firm_compute=2e5, hold=0.0, private=0.0, firm_effort_level=1.0)
    effort = lead(FirmSafety, field="firm_safety", start=start, overrides=settings(FirmSafety, **RACE))
    wanted = race_to_precipice.safety_without_information(3.0, 0.5, 0.5)
    np.testing.assert_allclose(effort, wanted, rtol=1e-4)


def test_firms_keep_their_effort_while_their_race_stays_as_it_is_and_lower_it_as_laggards_catch_up():
    free = {"hold": 0.0, "private": 0.0}
    still = run(FirmSafety, start=world(firm_compute=2e5, **free), overrides=settings(FirmSafety, **RACE))
    np.testing.assert_allclose(still["firm_safety"], 0.4, rtol=1e-5)
    level = run(FirmSafety, start=world(firm_compute=[1e6, 1e5, 1e5], **free), overrides=settings(FirmSafety, **RACE))
    crowded = world(firm_compute=1e6, firm_effort_level=level["firm_effort_level"][0, 1], **free)
    after = lead(FirmSafety, field="firm_safety", start=crowded, overrides=settings(FirmSafety, **RACE))
    assert np.all(after < 0.4 * (1.0 - 1e-3))


def test_a_home_that_holds_its_firms_gets_its_own_safety_and_one_that_does_not_gets_theirs():
    start = world(firm_compute=2e5, hold=1.0, private=0.8, safety=0.9, firm_safety=0.1)
    fields = run(FirmSafety, start=start, overrides=settings(FirmSafety, **RACE))
    np.testing.assert_allclose(fields["firm_safety"][:, 1], 0.9, rtol=1e-4)
    np.testing.assert_allclose(fields["safety"][:, 1, :2], 0.9 - 0.5 * 0.8 * 0.8, rtol=1e-4)
    np.testing.assert_allclose(fields["safety"][:, 1, 2:], 0.9, rtol=1e-6)


# sovereignty and media


# covers: F48, C04
def test_the_less_sovereign_invest_more_and_the_cut_off_most():
    start = world(spending=1e-3, restricted=0.0, sovereignty=np.linspace(0.0, 1.0, 12))
    rise = lead(SovereigntyDrive, field="spending", start=start) / 1e-3
    assert np.all(np.diff(rise, axis=1) < 0.0)
    np.testing.assert_allclose(rise[:, -1], 1.0, rtol=1e-5)
    cut = lead(SovereigntyDrive, field="spending", start=world(spending=1e-3, restricted=0.5, sovereignty=1.0))
    assert np.all(cut > 1.001e-3)


# covers: F09, C07
def test_denial_costs_the_dependent_and_what_stood_in_the_first_year_costs_what_the_trend_has_lost():
    start = world(restricted=0.4, sovereignty=np.linspace(0.0, 1.0, 12), exposed=1.0)
    loss = lead(SovereigntyCosts, field="loss", start=start, overrides=settings(SovereigntyCosts, damage=0.05))
    np.testing.assert_allclose(loss, np.broadcast_to(0.05 * 0.4 * np.linspace(1.0, 0.0, 12), loss.shape), atol=1e-7)
    before = world(restricted=0.4, sovereignty=0.5, exposed=1.2, trend_kept=1.0)
    assert np.all(lead(SovereigntyCosts, field="loss", start=before) < 1e-7)
    faded = world(restricted=0.4, sovereignty=0.5, exposed=1.2, trend_kept=0.25)
    lost = lead(SovereigntyCosts, field="loss", start=faded, overrides=settings(SovereigntyCosts, damage=0.05))
    np.testing.assert_allclose(lost, 0.05 * 0.2 * 0.75, atol=1e-7)


# covers: P15, T08
def test_a_public_is_exposed_to_the_state_it_fears_whose_media_it_uses():
    start = world(media=0.8 * ((SRC == 5) & (DST == 0)), fear=0.5 * (DST == 0))
    exposed = lead(MediaDependence, field="exposure", start=start)
    assert np.all(exposed[:, 5] > 0.0)
    assert np.all(np.delete(exposed, 5, axis=1) == 0.0)
    assert np.all(lead(MediaDependence, field="exposure", start=world(media=0.8, fear=0.0)) == 0.0)


# covers: P24, F17
@pytest.mark.parametrize("culture", [0.05, -0.05])
def test_culture_moves_agreement_either_way_and_both_directions_alike(culture):
    start = world(media=0.8 * ((SRC == 5) & (DST == 0)), affinity=0.5)
    moved = lead(MediaDependence, field="affinity", start=start, overrides=settings(MediaDependence, culture=culture))
    pair = ((SRC == 5) & (DST == 0)) | ((SRC == 0) & (DST == 5))
    np.testing.assert_allclose(moved[:, pair], 0.5 + culture * 0.8 * 0.5, rtol=1e-4)
    np.testing.assert_array_equal(moved[:, ~pair], np.full_like(moved[:, ~pair], 0.5))


# federation

UNION = np.isin(np.arange(12), (2, 4, 7)).astype(float)


def united(field, unity=1.0, **changed):
    """A union of three states; a field in the last year."""
    given = {"federated": UNION, "export_control": 0.9 * ((SRC == 2) & (DST == 1)), "affinity": 0.5 + 0.03 * (SRC == 4)}
    return lead(Federation, field=field, start=world(**(given | changed)), overrides=settings(Federation, unity=unity))


def test_members_take_the_common_position_weighted_by_power():
    hard = world().values["hard"]
    common = 0.9 * hard[2] / (UNION * hard).sum()
    controls = united("export_control")
    for member in (2, 4, 7):
        np.testing.assert_allclose(controls[:, (member == SRC) & (DST == 1)], common, rtol=1e-4)
    assert np.all(controls[:, UNION[SRC] == 0.0] == 0.0)
    assert np.all(controls[:, UNION[DST] > 0.0] == 0.0)


# covers: A08
def test_a_union_is_one_power_and_none_is_nothing():
    hard = world().values["hard"]
    np.testing.assert_allclose(united("union_hard")[:, 0], (UNION * hard).sum(), rtol=1e-5)
    alone = united("export_control", federated=0.0)
    np.testing.assert_allclose(alone, np.broadcast_to(0.9 * ((SRC == 2) & (DST == 1)), alone.shape), rtol=1e-6)
    assert np.all(united("union_hard", federated=0.0) == 0.0)
