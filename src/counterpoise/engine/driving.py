"""The text of the loops around the phases of a year: over members, years and dimensions."""

from counterpoise.core.phases import Phase

from .lanes import WIDTH

AROUND = {
    "start_all": (
        "def start_all(s, x, seed, member):\n"
        "    for d in range(len(x)):\n"
        "        start(s.values[d], s.errors[d], s.how[d], s.streams[d], s.low[d], s.high[d], s.ids[d], x[d],"
        " seed, member)\n"
    ),
    "record_all": (
        "def record_all(x, rows, out, m, t):\n"
        "    for d in range(len(x)):\n"
        "        record(x[d], rows[d], out[d], m, t)\n"
    ),
    "forget_all": "def forget_all(out, m, t):\n    for d in range(len(out)):\n        forget(out[d], m, t)\n",
}
"""The engine's own loops over dimensions, for one member in plain Python."""
ABREAST = {
    "start_all": (
        "def start_all(s, x, seed, g):\n"
        "    for d in range(len(x)):\n"
        "        start(s.values[d], s.errors[d], s.how[d], s.streams[d], s.low[d], s.high[d], s.ids[d],"
        " block_of(x[d]), seed, lane_at(g.member))\n"
    ),
    "seat_all": ("def seat_all(g, members, on, m, count):\n    seat(g.member, g.alive, g.on, members, on, m, count)\n"),
    "hand_out_all": ("def hand_out_all(g, theta, m, count, when):\n    hand_out(g.theta, theta, m, count, when)\n"),
    "record_all": (
        "def record_all(x, rows, out, m, t, g):\n"
        "    whole = all_there(g.alive)\n"
        "    for d in range(len(x)):\n"
        "        if whole:\n"
        "            unlace(x[d], rows[d], out[d], m, t)\n"
        "        else:\n"
        "            record_lanes(x[d], rows[d], out[d], m, t, g.alive)\n"
    ),
    "lose_all": (
        "def lose_all(x, s, c, g, fault, m, year, phase):\n"
        "    lose(c.bad, g.alive, g.on, fault, m, year, phase)\n"
        "    for d in range(len(x)):\n"
        "        replace(x[d], s.values[d], g.alive)\n"
    ),
}
"""The same for members side by side."""


def driver(phases: list[Phase]) -> str:
    """The loop over one block of members, some at a time: start, live the years, record; a member stops at a fault."""
    lines = [
        "def run(a, b, members, base, years, seed, theta, on, s, x, c, ix, g, rows, out, fault):",
        f"    for m in range(a, b, {WIDTH}):",
        f"        count = min(b - m, {WIDTH})",
        "        seat_all(g, members, on, m, count)",
        "        start_all(s, x, seed, g)",
        "        for t in range(years + 1):",
        "            if t > 0:",
        "                year, elapsed = base + t, F(t)",
        "                if t <= theta.shape[1]:",
        "                    hand_out_all(g, theta, m, count, t - 1)",
    ]
    for phase in phases:
        lines += [
            f"                if {phase.name}(x, c, ix, g.theta, g.on, seed, g.member, year, elapsed) > 0:",
            f"                    lose_all(x, s, c, g, fault, m - a, year, U({int(phase)}))",
        ]
    return "\n".join([*lines, "            record_all(x, rows, out, m - a, t, g)", ""])


def plain_driver(phases: list[Phase]) -> str:
    """The same for one member after the other, in plain Python."""
    lines = [
        "def run(a, b, members, base, years, seed, theta, on, s, x, c, ix, g, rows, out, fault):",
        "    for m in range(a, b):",
        "        member = members[m]",
        "        start_all(s, x, seed, member)",
        "        for t in range(years + 1):",
        "            if t > 0:",
        "                year, elapsed, failed = base + t, F(t), -1",
        "                th = theta[m, min(t, theta.shape[1]) - 1]",
    ]
    for n, phase in enumerate(phases):
        test = "elif" if n else "if"
        lines.append(f"                {test} {phase.name}(x, c, ix, th, on[m], seed, member, year, elapsed) > 0:")
        lines.append(f"                    failed = {int(phase)}")
    lines += [
        "                if failed >= 0:",
        "                    fault[m - a, 0] = year",
        "                    fault[m - a, 1] = failed",
        "                    forget_all(out, m - a, t)",
        "                    break",
        "            record_all(x, rows, out, m - a, t)",
    ]
    return "\n".join([*lines, ""])
