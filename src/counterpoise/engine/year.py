"""What the engine itself does in a year, in the style of a step: start, settle, record.

Counts are of 32 bits, as the values beside them: a wider one would halve how many values are dealt with at a time.
"""

from counterpoise.core.maths import NOT_A_NUMBER, exp, floor, log
from counterpoise.core.random import U32, Draw, two_normals

EXACT, LINEAR, LOG, LOGIT = 0, 1, 2, 3
"""How the error of a starting value acts; EXACT where there is none."""


def settle_stock(x, change, low, high):
    """Add the changes, bound the result, clear the changes; how many values were not finite."""
    bad = U32(0)
    for i in range(x.size):
        value = x[i] + change[i]
        bad = U32(bad + (U32(0) if abs(value) <= 3e38 else U32(1)))
        x[i] = min(max(value, low), high)
        change[i] = 0.0
    return bad


def settle_flow(x, change, low, high):
    """Put the changes in place of last year's, bounded, and clear them; how many values were not finite."""
    bad = U32(0)
    for i in range(x.size):
        value = change[i]
        bad = U32(bad + (U32(0) if abs(value) <= 3e38 else U32(1)))
        x[i] = min(max(value, low), high)
        change[i] = 0.0
    return bad


def not_whole(x):
    """How many values of a discrete field are not whole numbers."""
    bad = U32(0)
    for i in range(x.size):
        bad = U32(bad + (U32(0) if floor(x[i]) == x[i] else U32(1)))
    return bad


def start(values, errors, how, streams, low, high, ids, x, seed, member):
    """Draw one member's starting values: what was measured, moved by its error on the field's scale, then bounded."""
    for row in range(values.shape[0]):
        draw = Draw(U32(seed), member, U32(0), streams[row])
        scale = how[row]
        if scale == 0:
            for i in range(values.shape[1]):
                x[row, i] = min(max(values[row, i], low[row]), high[row])
        else:
            for i in range(0, values.shape[1], 2):
                j = min(i + 1, values.shape[1] - 1)
                if errors[row, i] == 0.0 and errors[row, j] == 0.0:
                    x[row, i] = min(max(values[row, i], low[row]), high[row])
                    x[row, j] = min(max(values[row, j], low[row]), high[row])
                else:
                    one, _, other, _ = two_normals(draw, ids[i], U32(0), ids[j], U32(0))
                    x[row, i] = min(max(perturbed(values[row, i], errors[row, i], scale, one), low[row]), high[row])
                    x[row, j] = min(max(perturbed(values[row, j], errors[row, j], scale, other), low[row]), high[row])


def perturbed(value, error, scale, z):
    """A value moved by ``error * z`` on its scale; ends of a scale (0; for a share also 1) stay where they are."""
    if scale == 1:
        return value + error * z
    if scale == 2:
        return value * exp(error * z)
    if error == 0.0 or value <= 0.0 or value >= 1.0:
        return value
    return 1.0 / (1.0 + exp(-(log(value / (1.0 - value)) + error * z)))


def record(x, rows, out, member, step):
    """Copy the chosen rows to one member's place at one step."""
    for r in range(rows.size):
        for i in range(x.shape[1]):
            out[member, step, r, i] = x[rows[r], i]


def forget(out, member, step):
    """Mark what a member did not live to see: NaN from ``step`` on."""
    for t in range(step, out.shape[1]):
        for r in range(out.shape[2]):
            for i in range(out.shape[3]):
                out[member, t, r, i] = NOT_A_NUMBER


def some(on, row):
    """Whether a row holds anything but zeros."""
    for lane in range(on.shape[1]):  # noqa: SIM110 (compiled)
        if on[row, lane] != 0:
            return True
    return False


def seat(member, alive, on, members, switches, m, count):
    """Give members m and the next their lanes; a lane nobody takes follows the last one's draws with all switched off.

    ``alive`` is 1 for a member, 0 for one that failed, -1 where there is none. ``on`` holds a row for each mechanism
    that says where it is on (all bits) or not (none), and one that says where it is off.
    """
    for lane in range(member.size):
        there = lane < count
        taken = m + (lane if there else count - 1)
        member[lane] = members[taken]
        alive[lane] = 1 if there else -1
        for k in range(switches.shape[1]):
            on[2 * k, lane] = -1 if there and switches[taken, k] else 0
            on[2 * k + 1, lane] = -1 if there and not switches[taken, k] else 0


def hand_out(parameters, theta, m, count, when):
    """Give every lane its member's parameters."""
    for lane in range(parameters.shape[1]):
        taken = m + (lane if lane < count else count - 1)
        for k in range(parameters.shape[0]):
            parameters[k, lane] = theta[taken, when, k]


def all_there(alive):
    """Whether every lane has a member that did not fail."""
    for lane in range(alive.size):  # noqa: SIM110 (compiled)
        if alive[lane] <= 0:
            return False
    return True


def record_lanes(x, rows, out, member, step, alive):
    """Copy the chosen rows to each member's place at one step; not a number for those that failed."""
    for lane in range(alive.size):
        if alive[lane] > 0:
            for r in range(rows.size):
                for i in range(x.shape[1]):
                    out[member + lane, step, r, i] = x[rows[r], i, lane]
        elif alive[lane] == 0:
            for r in range(rows.size):
                for i in range(x.shape[1]):
                    out[member + lane, step, r, i] = NOT_A_NUMBER


def lose(bad, alive, on, fault, m, year, phase):
    """Note the fault of every lane that has one, and let nothing more happen to it."""
    for lane in range(alive.size):
        if alive[lane] > 0 and bad[lane] > 0:
            fault[m + lane, 0] = year
            fault[m + lane, 1] = phase
            alive[lane] = 0
            for k in range(on.shape[0]):
                on[k, lane] = 0


def replace(x, values, alive):
    """Put starting values in place of those of members that failed, which are no numbers."""
    for lane in range(alive.size):
        if alive[lane] == 0:
            for row in range(x.shape[0]):
                for i in range(x.shape[1]):
                    x[row, i, lane] = values[row, i]
