"""Operations on eight numbers side by side are those on each alone; a member that fails moves no bit of another."""

import inspect
from pathlib import Path

import numpy as np
import pytest
import toy
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpoise.core import maths, random
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Normal
from counterpoise.engine import Ensemble, Fault, Mode
from counterpoise.engine.compile import finisher
from counterpoise.engine.lanes import WIDTH, aligned, lane_at, note, spread, view_signed
from counterpoise.engine.rebuild import Rebuilder
from counterpoise.engine.varying import VARIES

TINY, LARGE, ODD = np.float32(1e-45), np.float32(3.4028234e38), np.float32(0.7071068)
AWKWARD = np.array(
    [
        *(0.0, -0.0, 1.0, -1.0, np.inf, -np.inf, np.nan, TINY, -TINY, LARGE, -LARGE, 1.1754944e-38, ODD),
        *(88.72, 88.73, -87.33, -87.34, 0.5, -0.5, 2.5, -2.5, 1e-8, 8388607.5, -3.0, 3.0, 1.0000001, 0.99999994),
        *(-103.0, 1e10, -1e10, 0.25, 17.0),
    ],
    np.float32,
)
_MADE = {}


def abreast(function, count):
    """A function of so many lanes, callable with arrays of eight numbers and one for the bits of what it returns."""
    if (function, count) not in _MADE:
        from numba import njit

        wide = Rebuilder(finisher(Mode.STRICT)).widen(function, (VARIES,) * count).function
        text = ", ".join(f"a{n}" for n in range(count))
        lanes = ", ".join(f"lane_at(a{n})" for n in range(count))
        lanes += ", spread(True)" if wide.py_func.__code__.co_argcount > count else ""  # the mask of who is there
        scope = {"wide": wide, "lane_at": lane_at, "note": note, "view": view_signed, "spread": spread}
        exec(f"def run({text}, out):\n    return note(view(wide({lanes})), out)", scope)
        _MADE[function, count] = njit(scope["run"])
    return _MADE[function, count]


def bits(function, *columns):
    """Of eight numbers at a time, and of one after the other in plain Python."""
    given, out = [aligned((WIDTH,), np.asarray(c).dtype) for c in columns], aligned((WIDTH,), np.int32)
    for place, column in zip(given, columns, strict=True):
        place[:] = column
    abreast(function, len(columns))(*given, out)
    plain = Rebuilder(finisher(Mode.PLAIN)).rebuild(function).function
    with np.errstate(all="ignore"):
        alone = [plain(*row) for row in zip(*given, strict=True)]
    return out.view(np.uint32).tolist(), [int(np.asarray(one).view(np.uint32)) for one in alone]


def same(function, *columns):
    together, alone = bits(function, *columns)
    for one, other, *row in zip(together, alone, *columns, strict=True):
        both_nan = all(np.isnan(np.uint32(bit).view(np.float32)) for bit in (one, other))
        assert one == other or both_nan, (function.__name__, row)


ONE = (maths.exp, maths.log, maths.sqrt, maths.expm1, maths.log1p, maths.log10, maths.tanh, maths.atanh)
ONE += (maths.logistic, maths.floor, maths.ceil, maths.erfc, maths.sine_half_turn)


@pytest.mark.parametrize("function", ONE, ids=lambda f: f.__name__)
def test_elementary_functions_of_awkward_numbers(function):
    for begin in range(0, len(AWKWARD), WIDTH):
        same(function, AWKWARD[begin : begin + WIDTH])


@pytest.mark.parametrize("function", [maths.power, maths.lesser, maths.greater], ids=lambda f: f.__name__)
def test_functions_of_two_awkward_numbers(function):
    for shift in range(len(AWKWARD)):
        other = np.roll(AWKWARD, shift)
        for begin in range(0, len(AWKWARD), WIDTH):
            same(function, AWKWARD[begin : begin + WIDTH], other[begin : begin + WIDTH])


REALS = st.lists(st.floats(width=32), min_size=WIDTH, max_size=WIDTH).map(lambda v: np.array(v, np.float32))
WORDS = st.lists(st.integers(0, 2**32 - 1), min_size=WIDTH, max_size=WIDTH).map(lambda v: np.array(v, np.uint32))


def mixed(a, b, c):
    """A bit of everything that is done with real numbers."""
    low, high = (a, b) if a < b else (b, a)
    if low <= c < high or not a + b <= c:
        return (c - low) / (high - low)
    if a != 0.0 and c > 0.0:
        low = abs(low) - c * a
    return low if c < 0.0 else -high


@settings(max_examples=40)
@given(REALS, REALS, REALS)
def test_arithmetic_and_choices_of_any_numbers(a, b, c):
    same(mixed, a, b, c)


def first_word(identity, channel, member):
    word, _, _, _ = random.philox(identity, np.uint32(2030), np.uint32(7), channel, np.uint32(1), member)
    return word


def last_word(identity, channel, member):
    _, _, _, word = random.philox(identity, np.uint32(2030), np.uint32(7), channel, np.uint32(1), member)
    return word


@settings(max_examples=20)
@given(WORDS, WORDS, WORDS)
def test_random_words_at_addresses_that_differ(identity, channel, member):
    same(first_word, identity, channel, member)
    same(last_word, identity, channel, member)


@given(WORDS)
def test_numbers_from_words(words):
    same(random.unit_interval, words)


class Breaks(Mechanism):
    """Makes one state's burden no number where ``harm`` is large; where very large, it takes that for a place, too."""

    phase = Phase.DECIDE
    harm = param(Normal(0.0, 0.0001), unit="1", source="assumed", doc="what breaks a member above 1")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            broken = (p.harm - p.harm) / max(1.0 - p.harm, 0.0) if p.harm > 1.0 else 0.0
            here = int(broken * 1.0e9) if p.harm > 3.0 else 0
            if p.harm > 1.0 and i == 3:
                change.milex_share[i] += broken + 0.0 * world.milex_share[here]
            else:
                change.milex_share[i] += 0.1 * p.harm * world.milex_share[here]


MODEL = toy.model(*toy.MECHANISMS, Breaks)
NO_PLACE = f"{Path(__file__).name}:{inspect.getsourcelines(Breaks.step)[1] + 4}"


def lived(broken, mode=None, members=19):
    """``broken`` are pairs of a member and the year (from 1) in which it breaks."""
    theta = np.repeat(MODEL.sample(1, np.arange(members)), 4, axis=1)
    for member, year in broken:
        theta[member, year - 1, MODEL.column("Breaks.harm")] = np.float32(2.0 if member % 2 else 4.0)
    return Ensemble(MODEL, toy.initial(), 4, members, seed=1, theta=theta, mode=mode)


@pytest.fixture(scope="module")
def healthy():
    return lived([], "strict").run(threads=1)


@pytest.mark.parametrize(
    "broken", [[(0, 1)], [(7, 2)], [(8, 3), (9, 1), (15, 4)], [(18, 2)], [(n, 2) for n in range(8)]]
)
def test_a_member_that_fails_moves_no_bit_of_those_beside_it(healthy, broken):
    ensemble = lived(broken, "strict")
    results = ensemble.run(threads=1)
    assert results.faults == [Fault(member, 2024 + year, Phase.DECIDE) for member, year in sorted(broken)]
    failed = dict(broken)
    for name in MODEL.fields:
        for member in range(19):
            end = failed.get(member, 5)
            before, expected = results[name][member, :end], healthy[name][member, :end]
            np.testing.assert_array_equal(before.view(np.uint32), expected.view(np.uint32), err_msg=name)
            assert np.isnan(results[name][member, end:]).all()
    for fault in results.faults:
        said = str(ensemble.explain(fault))
        assert said.startswith(f"member {fault.member}, year {fault.year}, phase decide: ")
        if fault.member % 2:
            assert said.endswith(": Breaks made milex_share of S003 not finite")
        else:
            assert said.endswith(f"{NO_PLACE}: cannot convert float NaN to integer")


@settings(max_examples=12)
@given(st.integers(1, 19), st.lists(st.booleans(), min_size=8 * 19, max_size=8 * 19))
def test_switches_of_every_member_are_its_own(count, flags):
    """Side by side with others, or first in a group, whatever is on in them."""
    on = np.array(flags).reshape(19, 8)[:, : len(MODEL.names)]
    on = np.pad(on, ((0, 0), (0, len(MODEL.names) - on.shape[1])))
    members = np.arange(19)
    whole = Ensemble(MODEL, toy.initial(), 2, members, seed=1, on=on, mode="strict").run(threads=1)
    part = Ensemble(MODEL, toy.initial(), 2, members[:count][::-1], seed=1, on=on[:count][::-1], mode="strict")
    for name, values in part.run(threads=1).fields.items():
        np.testing.assert_array_equal(values[::-1].view(np.uint32), whole[name][:count].view(np.uint32), err_msg=name)
