"""False stories spread like epidemics: below one repeat per teller they die, above it most people hear them.

Kermack and McKendrick's (1927) final size and Maki and Thompson's (1973) rumor, in which tellers stop on meeting those
who know.
"""

from math import exp

from .declare import ComparativeStatic, Confidence, KnownResult, Model, formula, nonnegative, positive, share


@formula(
    contact=nonnegative("retellings per teller and time through media", "1/time"),
    influence=nonnegative("how much AI tools of a rival multiply retelling"),
    literacy=share("share of people who see through it"),
    regulation=share("share of retelling that platforms and law prevent"),
    recovery=positive("rate at which tellers lose interest", "1/time"),
)
def reproduction_number(contact, influence, literacy, regulation, recovery):
    r"""Reduced form: retellings per teller, $R_0 = \beta \cdot AI \cdot (1 - \ell)(1 - r) / \gamma$."""
    return contact * influence * (1.0 - literacy) * (1.0 - regulation) / recovery


@formula(reproduction=nonnegative("retellings per teller when nobody has heard, R_0", high_open=True))
def final_size(reproduction):
    r"""Share of a large population that hears the story in the end: the root of $z = 1 - e^{-R_0 z}$.

    0 up to $R_0 = 1$. Above it, the positive root, for stories that catch on at all; many die out early by chance.
    """
    return 0.0 if reproduction <= 1.0 else _positive_root(reproduction)


def _positive_root(growth):
    r"""Root above 0 of $z = 1 - e^{-a z}$ for a > 1: Newton's steps fall towards it until rounding stops them.

    They start from the lesser of 1 and $2 - 2/a$, neither of which is below it, as $x / (1 - e^{-x}) \ge 1 + x/2$.
    """
    z = min(1.0, 2.0 - 2.0 / growth)
    for _ in range(60):
        missed = exp(-growth * z)
        slope = 1.0 - growth * missed
        if slope <= 0.0:
            break
        lower = z - (z - 1.0 + missed) / slope
        if not 0.0 < lower < z:
            break
        z = lower
    return z


@formula(
    spread=positive("rate at which tellers win over those who have not heard", "1/time"),
    stifle=positive("rate at which tellers stop on meeting someone who knows", "1/time"),
)
def never_hear(spread, stifle):
    r"""Share that never hears a Maki-Thompson rumor.

    The root below 1 of $\theta = e^{-(1 + \lambda/\alpha)(1 - \theta)}$. There is no threshold:
    however weak, a rumor whose tellers stop only among those who know reaches a positive share.
    With equal rates $\theta$ solves the same equation as the share that escapes an epidemic with $R_0 = 2$.
    """
    return 1.0 - _positive_root(1.0 + spread / stifle)


@formula(
    reached=share("share of the population the story reached, z"),
    sensitivity=nonnegative("how much regime stability a story that reaches everybody costs, eta"),
)
def stability_shock(reached, sensitivity):
    r"""Change in a regime's stability: $-\eta z$ (our own coupling)."""
    return -sensitivity * reached


@formula(
    rate=nonnegative("rate of escalation in a crisis", "1/time"),
    reached=share("share of the population the story reached, z"),
    priming=nonnegative("how much a story that reaches everybody speeds escalation, omega"),
)
def primed_rate(rate, reached, priming):
    r"""Rate of escalation among a public primed by the story: $\lambda_u (1 + \omega z)$ (our own coupling)."""
    return rate * (1.0 + priming * reached)


MODEL = Model(
    section="M18",
    title="Rumors as epidemics",
    claim="Manipulation has a threshold: where literacy and regulation keep retelling below one, stories die out.",
    equation=r"z = 1 - e^{-R_0 z}",
    cites=("kermack1927", "maki1973", "sudbury1985"),
    confidence=Confidence.DERIVED,
    holds="a large population that mixes evenly and hears a story once",
    breaks="in clustered networks, with recommendation engines that concentrate exposure, with repeated campaigns; R_0 "
    "for political stories is assumed, not estimated; hearing is not believing",
    main=final_size,
    example={"reproduction": 2.0},
    meaning=lambda z: f"the story reaches {100 * z:.4g} % of the population if it catches on",
    known=(
        KnownResult("R_0 = 2: .79681", lambda: final_size(2), 0.7968121300200199),
        KnownResult("Maki-Thompson: .20319 never hear it", lambda: never_hear(1, 1), 0.2031878699799799),
        KnownResult("R_0 = 1 dies out", lambda: final_size(1), 0.0),
    ),
    static=ComparativeStatic(
        vary="reproduction",
        low=0.0,
        high=4.0,
        ylabel="share reached",
        reading="Nothing up to one retelling per teller, then a steep rise: measures near the threshold do most.",
    ),
)
