"""Members that part ways: every construct of a step gives side by side the bits it gives one member after the other."""

from math import exp, log, sqrt

import numpy as np
import pytest
import toy

from counterpoise.core.fields import Dimension, Field, Kind, Vocabulary
from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.parameters import param
from counterpoise.core.phases import Phase
from counterpoise.core.priors import Normal
from counterpoise.engine import Ensemble, Initial, Model

WEIGHTS = (0.5, 0.25, 2.0)


def out(name, dimension=Dimension.STATE):
    return (Field(name, dimension, Kind.FLOW, "1", "what a step found"),)


FIELDS = Vocabulary(
    [
        Field("x", Dimension.STATE, Kind.STOCK, "1", "a number of either sign", -50.0, 50.0),
        Field("y", Dimension.DYAD, Kind.STOCK, "1", "another", -50.0, 50.0),
        Field("member", Dimension.MEMBERSHIP, Kind.STOCK, "1", "one for each member and place", -50.0, 50.0),
    ]
)


class Branches(Mechanism):
    """If, elif and else, with names set before, in one branch, in all, and in nested ones."""

    phase = Phase.GROW
    declares = out("branches")
    level = param(Normal(0.0, 1.0), unit="1", source="assumed", doc="where members part ways")

    @kernel
    def step(world, change, p, draw):
        total, last = 0.0, -1.0
        for i in range(world.n_states):
            x = world.x[i]
            before = 3.0
            if x > p.level + 1.0:
                found = exp(x)
                before = 1.0
            elif x > p.level:
                found = x * 3.0
                if x > 0.0:
                    found += 1.0
                    inner = found * x
                    if inner > 1.0:
                        before = inner
                    else:
                        found -= inner
                else:
                    before -= 0.5
            elif world.year > 2025 and x < -1.0:
                found, before = before, x
                last = x
            else:
                found = -x
            total += found * before
            change.branches[i] += found + 10.0 * before + 100.0 * last
        if total > 2.0:
            change.branches[0] += total


class Carried(Mechanism):
    """What one turn sets on one way only, later turns read."""

    phase = Phase.GROW
    declares = out("carried")

    @kernel
    def step(world, change, p, draw):
        seen = 0.0
        for i in range(world.n_states):
            if world.x[i] > 0.0:
                kept = world.x[i]
                seen = 1.0
            if seen > 0.5:
                change.carried[i] += kept
        value = 0.0
        for i in range(world.n_states):
            if world.x[i] > 0.5:
                value = 1.0
            if world.x[i] < -0.5:
                value = 2.0
        change.carried[0] += 100.0 * value


def early(x, scale=2.0, *, shift=0.5):
    """Returns on several ways."""
    if x > 1.0:
        return x * scale
    if x < -1.0:
        if scale > 1.0:
            return shift - x
        shift = 9.0
    y = x + shift
    return y * y


def first_above(x, most):
    """Returns out of two loops."""
    for n in range(most):
        for m in range(n + 1):
            if float(n) + 0.25 * float(m) > x:
                return float(n), float(m)
        if float(n) > 2.0 * x + 3.0:
            return -1.0, x
    return float(most), -x


def noted(kept, place, x):
    """Writes to an array and returns nothing, sometimes early."""
    if x < 0.0:
        return
    kept[place] += x
    if x > 1.0:
        kept[place] = 7.0


def raised(kept, place, x):
    """Writes in all that call it, which are not all there are."""
    kept[place] = kept[place] * 0.5
    kept[place] += x


def summed(values):
    total = 0.0
    for value in values:
        total += value
    return total


def smallest(x, y):
    """Has an array of its own."""
    held = zeros(3)
    held[0], held[1], held[2] = x, y, x * y
    least = held[0]
    for n in range(1, 3):
        if held[n] < least:
            least = held[n]
    return least


class Helpers(Mechanism):
    """Helpers with several ways out, arguments by name, arrays, tuples."""

    phase = Phase.GROW
    declares = out("helpers")

    @kernel
    def step(world, change, p, draw):
        kept = zeros(world.n_states)
        for i in range(world.n_states):
            x = world.x[i]
            if x < 1.5:
                noted(kept, i, x)
                raised(kept, 2, x)
            n, m = first_above(x, 4)
            change.helpers[i] += early(x) + 10.0 * early(shift=x, x=0.5 * x) + early(x, 0.5) + n - 3.0 * m
            change.helpers[i] += smallest(x, float(i)) + smallest(x, x)
        for i in range(world.n_states):
            change.helpers[i] += kept[i] + summed(world.x) - summed(kept) + summed(WEIGHTS)


class Loops(Mechanism):
    """Loops that members leave one by one, in turns and for good."""

    phase = Phase.GROW
    declares = out("loops")

    @kernel
    def step(world, change, p, draw):
        total = 0.0
        for i in range(world.n_states):
            x = world.x[i]
            if x > 2.0:
                continue
            if x < -2.0:
                break
            if x > 0.0:
                if i == 2:
                    continue
                if x > 1.0:
                    if i == 3:
                        break
                    total += 5.0
                    continue
                total += 1.0
            total += x
            change.loops[i] += 1.0
        change.loops[0] += total
        left = abs(world.x[1])
        turns = 0
        while left > 0.3:
            left = left * 0.5
            turns += 1
            if turns == 4:
                continue
            if left > 0.9 and world.x[2] > 0.0:
                break
            change.loops[1] += left
        change.loops[2] += float(turns)
        step = 0
        while True:
            step += 1
            if step > 6 or float(step) > world.x[3] + 2.0:
                break
        change.loops[3] += float(step)


class Ends(Mechanism):
    """Loops that begin and end elsewhere for each member, and counters read afterwards."""

    phase = Phase.GROW
    declares = out("ends")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            count = int(abs(world.x[i]) * 2.0)
            for k in range(count):
                change.ends[i] += float(k) + world.x[i]
                if k == 3:
                    break
            for k in range(1, count):
                if k == 2 and world.x[i] > 0.0:
                    continue
                change.ends[i] += 0.5 * float(k)
        who = min(int(abs(world.x[0])), world.n_states - 1)
        for e in range(world.first[who], world.first[who + 1]):
            change.ends[world.dst[e]] += world.y[e]
        for place in range(world.n_states):
            if world.x[place] > 0.5:
                break
        change.ends[1] += 100.0 * float(place)
        for turn in range(2, 2 + count):
            turn = turn + 1
            change.ends[2] += float(turn)


class Places(Mechanism):
    """Places that differ between members, some of which are none outside a mask."""

    phase = Phase.GROW
    declares = out("places")

    @kernel
    def step(world, change, p, draw):
        held = zeros(world.n_states)
        for i in range(world.n_states):
            x = world.x[i]
            place = int(x * 1000.0)
            if place >= 0 and place < world.n_states:
                change.places[place] += world.x[place]
            near = int(x)
            if near > -world.n_states and near < world.n_states:
                held[near] += x
                held[i] -= world.x[near]
                other = world.dst[near]
                change.places[other] += world.y[near] if near >= 0 else world.x[other]
            dyad = world.pair[i] + 0 if x > 0.0 else world.rev[i]
            change.places[world.src[dyad]] += 0.25 * world.y[dyad]
            fine = place >= 0 and place < world.n_states and world.x[place] > 0.0
            change.places[i] += 1.0 if fine else 0.0
            change.places[i] += world.x[place] if 0 <= place < world.n_states else 0.5
        for i in range(world.n_states):
            change.places[i] += 0.125 * held[i]


class Tests(Mechanism):
    """And, or, not, chains, numbers as tests, choices, tuples."""

    phase = Phase.GROW
    declares = out("tests")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            x, y = world.x[i], world.y[i]
            one = (x > 0.0 and y > 0.0) or not x < -1.0
            two = (i > 1 and x > y) or (world.year > 2025 and -1.0 < x <= y < 2.0)
            three = not (one or two) and i != 3
            low, high = (x, y) if x < y else (y, x)
            x, y = y, x
            value = low if one else (high if two else 0.5)
            value += (3.0 if three else 4.0) if i > 2 else (x if x == y or i == 0 else y)
            if value:
                value += 1.0
            if not int(value):
                value -= 2.0
            if i:
                value *= 1.5
            if i and int(x):
                value *= 0.5
            if one != two:
                value += 0.75
            change.tests[i] += value + max(x, y, 0.25) - min(low, high, x * y)
            change.tests[i] += world.x[i + 1] if i + 1 < world.n_states and x > 0.0 else 0.0
            if i + 1 < world.n_states and world.x[i + 1] > 0.0:
                change.tests[i] += 1.0


class Casts(Mechanism):
    """Whole numbers, truth values and bits."""

    phase = Phase.GROW
    declares = out("casts")

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            x = world.x[i]
            whole = int(x * 4.0)
            change.casts[i] += float(whole) + 0.5 * float((whole << 2) + (whole >> 1) - whole * 3)
            change.casts[i] += float((whole & 5) | 2) + float(whole ^ 3)
            change.casts[i] += 10.0 * float(bool(whole)) + 20.0 * float(x > 0.0) + float(abs(whole)) + float(-whole)
            count = 0
            count += x > 1.0
            count += 1
            change.casts[i] += float(count) + sqrt(abs(x)) + log(1.0 + abs(x)) ** 2.0 + abs(x) ** 1.5


class Arrays(Mechanism):
    """Arrays made in branches and loops, and of other lengths than a part of the world."""

    phase = Phase.GROW
    declares = out("arrays")

    @kernel
    def step(world, change, p, draw):
        twice = zeros(2 * world.n_states)
        if world.x[0] > 0.0:
            held = zeros(world.n_states)
            for i in range(world.n_states):
                held[i] += world.x[i]
                twice[2 * i] = held[i]
            change.arrays[0] += held[1] + held[2]
        for i in range(world.n_states):
            inner = zeros(world.n_states)
            few = zeros(2)
            for j in range(i + 1):
                if world.x[j] > 0.0:
                    inner[j] += world.x[j]
                    few[1] += 1.0
                    twice[i + j] -= 1.0
            change.arrays[i] += inner[0] + inner[i] + few[0] - few[1]
        change.arrays[1] += summed(twice) + float(len(twice))
        part = zeros(world.n_states)
        for i in range(world.n_states):
            part[i] = world.x[i]
            if world.x[i] > 0.5:
                break
        for i in range(world.n_states):
            change.arrays[4] += part[i]
        laws = world.member[1]
        for value in laws:
            change.arrays[2] += value
        change.arrays[3] += laws[-1] + world.member[-1, 2] + world.x[-1]


class Lots(Mechanism):
    """Draws for identities that differ between members, and loops that only draw."""

    phase = Phase.GROW
    declares = out("lots")

    @kernel
    def step(world, change, p, draw):
        luck, one, two = zeros(world.n_dyads), zeros(world.n_states), zeros(world.n_states)
        for e in range(world.n_dyads - 1):
            luck[e] = draw.uniform(world.dyad_id[e])
        for i in range(world.n_states):
            one[i], two[i] = draw.normals(world.state_id[i], 3)
        for i in range(world.n_states):
            change.lots[i] += luck[i] + one[i] * two[i] + luck[world.n_dyads - 1 - i]
            place = int(abs(world.x[i])) if abs(world.x[i]) < 5.0 else 0
            change.lots[i] += draw.uniform(world.dyad_id[place], channel=2) + draw.normal(place, channel=4)
            if draw.uniform(world.state_id[i], 5) < 0.3:
                a, b, c, d = draw.uniforms(world.state_id[i], 6)
                change.lots[i] += a + b * c - d + draw.exponential(world.state_id[i], 7)
                if a > 0.5:
                    continue
            change.lots[i] += 1.0


class Zeros(Mechanism):
    """Nothing added is nothing changed: not even the sign of a zero."""

    phase = Phase.GROW
    declares = out("signs")

    @kernel
    def step(world, change, p, draw):
        held = zeros(world.n_states)
        for i in range(world.n_states):
            held[i] = -0.0
            if world.x[i] > 0.0:
                held[i] += 1.0
            if world.x[i] > 1.0:
                held[i] -= 1.0
            change.signs[i] += 1.0 if 1.0 / held[i] > 0.0 else -1.0


class Moves(Mechanism):
    """The world moves on, else every year would be alike; in a world of one state nothing does."""

    phase = Phase.SETTLE

    @kernel
    def step(world, change, p, draw):
        if world.n_states < 2:
            return
        for i in range(world.n_states):
            change.x[i] += draw.normal(world.state_id[i])

    @kernel
    def null(world, change, p, draw):
        for i in range(world.n_states):
            change.x[i] -= 0.5 * world.x[i]


MECHANISMS = (Branches, Carried, Helpers, Loops, Ends, Places, Tests, Casts, Arrays, Lots, Zeros, Moves)
MODEL = Model(MECHANISMS, FIELDS)
COUNT = 17


def start():
    actors = toy.initial(5).actors
    values = {"x": [0.3, -0.4, 0.9, 0.0, -1.2], "y": np.linspace(-2, 2, 20), "member": 0.25}
    return Initial(actors, 2024, MODEL.vocabulary, values, {"x": 1.5, "y": 1.0, "member": 1.0})


def lived(mode, members, years=3):
    """Every member with parameters that change over the years, and switches of its own."""
    members = np.asarray(members)
    path = np.random.default_rng(1).normal(size=(COUNT, years))[members]
    theta = MODEL.sample(1, members, {"Branches.level": path})
    on = MODEL.switches(len(members))
    on[:, MODEL.names.index("Moves")] = members % 3 > 0
    on[:, MODEL.names.index("Loops")] = members % 5 > 0
    return Ensemble(MODEL, start(), years, members, seed=1, theta=theta, on=on, mode=mode).run(threads=1)


@pytest.fixture(scope="module")
def alone():
    return lived("plain", range(COUNT))


@pytest.mark.parametrize("count", [1, 7, 8, 9, COUNT])
def test_members_side_by_side_have_the_bits_they_have_alone(alone, count):
    together = lived("strict", range(COUNT - count, COUNT))
    assert not together.faults + alone.faults
    for name in MODEL.fields:
        bits, expected = (part.fields[name][-count:].view(np.uint32) for part in (together, alone))
        np.testing.assert_array_equal(bits, expected, err_msg=name)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_members_part_ways(alone, mechanism):
    """Else the test above would show little."""
    for name in mechanism.mentioned("changes"):
        values = alone[name][:, 1:]
        assert len(np.unique(values[:, -1].sum(axis=-1))) > 2, name
