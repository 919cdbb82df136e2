"""A deal in sentences, as a delegate would want them said."""

from collections.abc import Sequence

from counterpoise.charts.percent import percent
from counterpoise.data.regimes import regime

from .deal import Deal

PERCENT = 100.0
LATEST = 2100
LITTLE = 0.15
UNEQUAL = 3.0
"""Parties this many times apart in power hardly move the odds between them by what they gain."""


def heading(deal: Deal) -> str:
    who = ", ".join(deal.names.values())
    return f"{deal.issue.title}: {who}. Base year {deal.year}, {deal.draws:,} draws. The object: {deal.issue.why}."


def kept(deal: Deal) -> str:
    """What could be kept, as a range and as chances."""
    now = deal.summary.iloc[0]
    return (
        f"Sustainable depth: {percent(now['median'])} of what all would want if promises kept themselves "
        f"(nine draws of ten between {percent(now.low)} and {percent(now.high)}; mean {percent(now['mean'])}). "
        f"Some agreement could be kept in {percent(now.some)} of the draws, one of at least half depth in "
        f"{percent(now.half)}. An upper bound: it takes the harshest punishment, a breach ending the agreement for "
        "good, and no cost of reaching one. What could be kept is not what will be signed."
    )


def asked(deal: Deal) -> list[str]:
    if not deal.held:
        return []
    held = ", ".join(f"{name.replace('_', ' ')} {value:g}" for name, value in deal.held.items())
    row = deal.what_if.iloc[0]
    return [
        f"What if: {held}. Mean depth {percent(row.believed)} as believed, {percent(row.asked)} here: "
        f"{PERCENT * row.change:+.0f} points on the same draws (nine of ten {PERCENT * row.low:+.0f} to "
        f"{PERCENT * row.high:+.0f}). All below is for this what-if."
    ]


def binding_words(deal: Deal) -> str:
    """Which constraint binds, and whether relaxing one is enough."""
    full = deal.summary.iloc[0]["mean"]
    if not deal.binds:
        return f"Nothing binds: on average {percent(full)} of full depth is kept already."
    parts = {r.constraint: r.share for r in deal.binding.itertuples(index=False)}
    named = listed([f"{name} ({percent(parts[name])} of the missing depth)" for name in deal.binds])
    verb = "binds" if len(deal.binds) == 1 else "bind about alike"
    little = f"Little is missing, {points(1.0 - full)} on average. " if 1.0 - full < LITTLE else ""
    steps = deal.binding.sort_values("halfway", ascending=False, kind="stable")
    step = f" Going half the way, most is gained by {steps.constraint.iloc[0]} ({points(steps.halfway.iloc[0])})."
    if abs(deal.interaction) < 0.02:
        tied = "The three add up: what each would gain alone is about what it adds with the others."
    elif deal.interaction < 0.0:
        tied = "They stand in for one another: in many draws relaxing any one of two is enough."
    else:
        tied = "They lock one another in: relaxing one alone gains less than it adds once the others are gone."
    return f"{little}{named[0].upper()}{named[1:]} {verb}.{step} {tied}"


def needed_words(deal: Deal) -> str:
    today, rows = deal.today, deal.needed.set_index("enforcement")
    now, agent = rows.loc["as believed"], rows.loc["an enforcement agent"]
    seen = (
        f"Believed today: {today['detection']:.2f} (nine draws of ten {today['detection_low']:.2f} to "
        f"{today['detection_high']:.2f})"
    )
    if "detection" in deal.held:
        seen = f"Held: {today['detection']:.2f}"
    sure = (
        f"a detection of {now.likely:.2f} is enough in nine draws of ten"
        if now.likely == now.likely
        else "no detection is enough for nine draws of ten"
    )
    also = f"; with an agent {agent.likely:.2f} is" if agent.likely == agent.likely else ""
    return f"{seen}. With punishment as believed {sure}{also}. {texts(deal)}"


def party_words(deal: Deal) -> str:
    """Who is pivotal, and how much it would take."""
    first = deal.parties.iloc[0]
    now = deal.summary.iloc[0]["mean"]
    name = the(deal.names[first.party])
    words = f"{name[0].upper()}{name[1:]} keeps least in {percent(first.pivotal)} of the draws that are held back"
    gain = first.reassured - now
    words += (
        f"; if it alone stopped weighing relative gains, mean depth would rise from {percent(now)} to "
        f"{percent(first.reassured)}."
        if gain >= 0.01
        else f"; not for its weight on relative gains, without which mean depth would rise by less than {points(0.01)}."
    )
    if first.bound <= deal.parties.bound.min():
        words += f" It has least to gain: {percent(first.bound)} of what it fears sits at the table."
    if len(deal.parties) > 2:
        best = deal.parties.sort_values("without", ascending=False, kind="stable").iloc[0]
        rise = best.without - now
        words += (
            f" Without {the(deal.names[best.party])} the others would keep {percent(best.without)} of what they want."
            if rise >= 0.01
            else " No party's absence would help the others."
        )
    return words


def rests_on(deal: Deal) -> str:
    """What is observed and what is assumed."""
    return (
        "What this rests on: rivalry, votes, pacts, borders, distance and power are observed or estimated from the "
        "panel; trust, fear, patience, detection, punishment and what a violation gains are assumed, drawn from priors "
        "(--format json lists them). No number here is estimated from agreements that held or failed. Not in it: who "
        "gains more from an agreement that is kept, side payments, domestic politics, and states outside the table."
    )


def listed(names: Sequence[str]) -> str:
    """Several names in a sentence."""
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


WITH_ARTICLE = ("Netherlands", "Philippines", " Republic", " Islands", "Bahamas", "Gambia", "Maldives", "Comoros")
"""How names end, beside the United ones, that take an article inside a sentence."""


def the(name: str) -> str:
    """A state's name as it stands in a sentence."""
    return f"the {name}" if name.startswith("United ") or name.endswith(WITH_ARTICLE) else name


def loss_words(deal: Deal) -> str:
    """How much of the depth rests on the danger shared by all."""
    rows = deal.loss.set_index("times")
    none, now = rows.loc[0.0], rows.loc[1.0]
    return (
        f"The danger shared by all carries {PERCENT * (now['mean'] - none['mean']):.0f} of these "
        f"{PERCENT * now['mean']:.0f} points of mean depth: without it half depth would be kept in "
        f"{percent(none.half)} of the draws, with it in {percent(now.half)}. It works only as far as the parties "
        "believe in it, and believe that they would not be spared."
    )


def caution(deal: Deal) -> list[str]:
    """Where the theory says that closer inspection can do harm."""
    worse, lost = deal.caution["worse"], deal.caution["lost"]
    if worse < 0.01 or lost < 0.01:
        return []
    return [
        "Caution: inspection that sees violations also sees weak spots, and where force is at issue that can invite an "
        f"attack (Coe and Vaynman 2020). In {percent(worse)} of the draws complete inspection would leave less depth "
        f"than something short of it; on average exposure takes {points(lost)} of depth at complete inspection."
    ]


def odd(deal: Deal) -> list[str]:
    """What makes this table of parties an odd one for this issue, as far as the record shows."""
    found = []
    controlled = deal.pairs[deal.pairs.export_control > 0.0]
    if deal.issue.id == "supplier-club" and len(controlled):
        aimed = "; ".join(
            f"{the(deal.names[r.party])} at {the(deal.names[r.towards])}" for r in controlled.itertuples()
        )
        found.append(
            f"Mind: export controls on AI computing are aimed inside this table ({aimed}). A club among rivals against "
            "all others is another thing than the clubs there are, which are aimed at some of those who sit here."
        )
    if deal.issue.id == "nuclear-human-control" and deal.unarmed:
        without = ", ".join(the(deal.names[p]) for p in deal.unarmed)
        verb = "has" if len(deal.unarmed) == 1 else "have"
        found.append(f"Mind: {without} {verb} no nuclear weapons on record, and so nothing of this kind to limit.")
    return found


def unequal(deal: Deal) -> list[str]:
    """Why relative gains weigh little between rivals of very different power."""
    seen = set()
    for r in deal.pairs.itertuples():
        apart = max(r.power_ratio, 1.0 / r.power_ratio)
        if r.rivalry > 0.0 and apart >= UNEQUAL:
            seen.add(" and ".join(sorted((deal.names[r.party], deal.names[r.towards]))) + f" ({apart:.0f} to 1)")
    if not seen:
        return []
    return [
        "Between rivals of unequal power gains hardly move the odds of a war, so they weigh less: "
        f"{'; '.join(sorted(seen))}. That counts hard power alone; nuclear weapons, which level such odds, are not in "
        "it."
    ]


def texts(deal: Deal) -> str:
    """How the texts there are provide for verification, as the register grades them."""
    graded = []
    for name in deal.issue.registers:
        found = regime(name, list(deal.names), LATEST)
        binding = "binding" if found.binding else "not binding"
        graded.append(f"{found.name} ({binding}; verification: {found.verification_grade})")
    return f"In the texts there are: {'; '.join(graded)}. What is believed is what states could find out by themselves."


def points(value: float) -> str:
    """Hundredths of full depth."""
    rounded = f"{PERCENT * value:.0f}"
    return f"{rounded} point" if rounded in ("1", "-1") else f"{rounded} points"
