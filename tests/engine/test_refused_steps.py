"""What cannot be done for several members at once is refused with file and line, before anything is compiled or run."""

from pathlib import Path

import numpy as np
import pytest
import toy

from counterpoise.core.errors import InputError
from counterpoise.core.maths import zeros
from counterpoise.core.mechanism import Mechanism, kernel
from counterpoise.core.phases import Phase
from counterpoise.engine import Ensemble

HERE = Path(__file__)


def some_returned(x):
    if x > 0.0:
        return x  # here
    x += 1.0


def array_returned(x):
    held = zeros(2)
    held[0] = x
    return held  # here


def any_number(*values):  # here
    return values[0]


def noted(kept, x):
    kept[0] = x
    return x


class CallsSomeReturned(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        change.threat[0] += some_returned(world.milex_share[0])


class CallsArrayReturned(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        change.threat[0] += array_returned(world.milex_share[0])[0]


class CallsAnyNumber(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        change.threat[0] += any_number(world.milex_share[0])


class ElseOfLoop(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):  # here
            if world.milex_share[i] > 0.1:
                break
        else:
            change.threat[0] += 1.0


class Remainder(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        change.threat[0] += world.milex_share[0] % 0.01  # here


class Membership(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        change.threat[0] += 1.0 if world.milex_share[0] in (0.1, 0.2) else 0.0  # here


class OwnPlace(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        change.threat[0] += world.member[0, int(10.0 * world.milex_share[0])]  # here


class Sums(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        change.threat[0] += world.milex_share.sum()  # here


class MadeInLoop(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            held = zeros(world.n_states + 1)  # here
            change.threat[i] += held[0]


class OwnLength(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        held = zeros(int(10.0 * world.milex_share[0]))  # here
        change.threat[0] += held[0]


class EitherArray(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        chosen = world.milex_share if world.milex_share[0] > 0.1 else world.power  # here
        change.threat[0] += chosen[0]


class WritesInAChoice(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        kept = zeros(world.n_states)
        change.threat[0] += noted(kept, 1.0) if world.milex_share[0] > 0.1 else 0.0  # here
        change.threat[0] += kept[0]


class TwoAtOnce(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        a = b = world.milex_share[0]  # here
        change.threat[0] += a + b


class WholeNumber(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            change.threat[i] += 1 - world.milex_share[i]  # here


class Count(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        share = world.milex_share[0] / world.n_states  # here
        change.threat[0] += share


class Halves(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        whole = int(10.0 * world.milex_share[0])
        change.threat[0] += whole / 2  # here


class NumberOrTest(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        value = world.milex_share[0] or world.power[0]  # here
        change.threat[0] += value


class ReadBefore(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        for i in range(world.n_states):
            if i > 0:
                change.threat[i] += kept  # noqa: F821 (here)
            kept = world.milex_share[i]  # noqa: F841


class Long(Mechanism):
    phase = Phase.GROW

    @kernel
    def step(world, change, p, draw):
        number = np.uint64(world.milex_share[0])
        change.threat[0] += 1.0 if number > np.uint64(2) else 0.0  # here


CASES = [
    (CallsSomeReturned, "a number is returned on some ways only"),
    (CallsArrayReturned, "an array cannot be returned"),
    (CallsAnyNumber, "takes any number of arguments"),
    (ElseOfLoop, "a loop cannot have an else"),
    (Remainder, "there is no remainder; use floor"),
    (Membership, "is compared with <"),
    (OwnPlace, "a place in two dimensions must be the same for all members"),
    (Sums, "of an array, a step may ask for|there is no .sum"),
    (MadeInLoop, "make this array before the loop"),
    (OwnLength, "an array must be as long for all members"),
    (EitherArray, "choose between numbers here"),
    (WritesInAChoice, "noted writes to an array where not all members call it"),
    (TwoAtOnce, "one name at a time"),
    (WholeNumber, "becomes float64 in step; write 1.0"),
    (Count, "becomes float64 in step; write 1.0"),
    (Halves, "becomes float64 in step; write 1.0"),
    (NumberOrTest, "cannot be compiled"),
    (ReadBefore, "cannot be compiled: .*'kept' is not defined"),
    (Long, "cannot be compiled"),
]


def line_of(message):
    """The source at the place that a message names."""
    number = int(message.split(f"{HERE.name}:")[1].split(":")[0])
    return HERE.read_text().splitlines()[number - 1]


@pytest.mark.parametrize(("mechanism", "text"), CASES, ids=lambda v: getattr(v, "__name__", ""))
def test_what_cannot_be_done_abreast_is_refused_with_file_and_line(mechanism, text):
    with pytest.raises(InputError, match=rf"{HERE.name}:\d+: .*({text})") as caught:
        Ensemble(toy.model(mechanism), toy.initial(), 1, 1, seed=1, mode="strict").prepare()
    assert "here" in line_of(str(caught.value)), str(caught.value)
