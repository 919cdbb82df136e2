"""The picture of a deal: sustainable depth against detection, one curve and band for each strength of enforcement."""

from counterpoise.charts.svg import STYLE, WIDTH, chart, dot, legend, path, segment, text, ticks

from .deal import Deal

LEFT, RIGHT, TOP, BOTTOM, HEIGHT = 56, 16, 66, 44, 340
LEVELS = (
    ("one signal in four punished", 0.25, False, "second"),
    ("every signal punished", 1.0, False, "first"),
    ("an enforcement agent", 1.0, True, "third"),
)


def figure(deal: Deal) -> str:
    """Median over draws with the middle half as band; the cross is the estimate of today, with its own spread."""
    parts = [f"<style>{STYLE} svg.chart {{ background: var(--page); }}</style>"]
    parts += legend([(words, kind) for words, _, _, kind in LEVELS])
    parts += legend([("today as believed: median, middle half up and down, nine tenths across", "fourth")], 34)
    for tick in ticks(0.0, 1.0):
        parts += [segment(LEFT, _y(tick), WIDTH - RIGHT, _y(tick), "axis")]
        parts += [text(LEFT - 6, _y(tick) + 4, f"{100 * tick:.0f} %", "end", True)]
        parts.append(text(_x(tick), HEIGHT - BOTTOM + 16, f"{tick:.1f}", "middle", True))
    words = []
    for label, chance, agent, kind in LEVELS:
        rows = deal.frontier[(deal.frontier.punishment == chance) & (deal.frontier.agent == agent)]
        upper = [(_x(b), _y(v)) for b, v in zip(rows.detection, rows.third_quartile, strict=True)]
        lower = [(_x(b), _y(v)) for b, v in zip(rows.detection, rows.first_quartile, strict=True)]
        parts.append(path(upper + lower[::-1], f"area {kind}", close=True))
        parts.append(
            path([(_x(b), _y(v)) for b, v in zip(rows.detection, rows["median"], strict=True)], f"line {kind}")
        )
        middle = rows["median"].iloc[len(rows) // 2]
        words.append(f"{label}: median {middle:.2f} at a detection of .5, {rows['median'].iloc[-1]:.2f} at 1")
    parts += _today(deal)
    parts += [text(WIDTH - RIGHT, HEIGHT - 8, "chance that a violation is detected", "end", True)]
    parts.append(text(LEFT - 46, TOP - 12, "sustainable depth, share of what all would want", soft=True))
    who = ", ".join(deal.names.values())
    return chart("deal", f"{deal.issue.title}: what {who} could keep", "; ".join(words), HEIGHT, parts)


def _today(deal: Deal) -> list[str]:
    today = deal.today
    x, y = _x(today["detection"]), _y(today["median"])
    across = segment(_x(today["detection_low"]), y, _x(today["detection_high"]), y, "fourth thin")
    upright = segment(x, _y(today["first_quartile"]), x, _y(today["third_quartile"]), "fourth thin")
    return [across, upright, dot(x, y, "fourth")]


def _x(share: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * share


def _y(share: float) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * share
