"""Adoption spreads by innovators who need no example and imitators who do (Bass 1969)."""

from math import exp, log

from .declare import ComparativeStatic, Confidence, KnownResult, Model, formula, nonnegative, positive

_TIME = nonnegative("time since introduction", "year")
_INNOVATION = positive("innovation: adoption without example", "1/year")
_IMITATION = nonnegative("imitation: adoption by example of the share that has adopted", "1/year")


@formula(t=_TIME, p=_INNOVATION, q=_IMITATION)
def adopted_share(t, p, q):
    r"""Share of eventual adopters that has adopted by time t.

    $F(t) = (1 - e^{-(p+q)t}) / (1 + (q/p) e^{-(p+q)t})$, the solution of $F' = (p + qF)(1 - F)$, $F(0) = 0$.
    """
    fade = exp(-(p + q) * t)
    return (1.0 - fade) / (1.0 + q / p * fade)


@formula(t=_TIME, p=_INNOVATION, q=_IMITATION)
def adoption_rate(t, p, q):
    r"""Share of eventual adopters that adopts per year at time t: $(p + q F(t))(1 - F(t))$."""
    fade = exp(-(p + q) * t)
    adopted = (1.0 - fade) / (1.0 + q / p * fade)
    return (p + q * adopted) * (1.0 - adopted)


@formula(p=_INNOVATION, q=_IMITATION)
def peak_time(p, q):
    r"""When adoption is fastest: $t^* = \ln(q/p)/(p+q)$ years, and at once if imitation is no stronger ($q \le p$)."""
    if q <= p:
        return 0.0
    return log(q / p) / (p + q)


@formula(p=_INNOVATION, q=_IMITATION)
def peak_rate(p, q):
    r"""The fastest rate of adoption per year: $(p+q)^2/(4q)$, reached at $F = \frac12 - p/(2q)$; p if $q \le p$."""
    if q <= p:
        return p
    return (p + q) ** 2.0 / (4.0 * q)


MODEL = Model(
    section="M10",
    title="Bass diffusion",
    claim="With imitation stronger than innovation, adoption starts slowly, peaks and saturates in an S-curve.",
    equation=r"F(t) = \frac{1 - e^{-(p+q)t}}{1 + (q/p)e^{-(p+q)t}}, \qquad t^* = \frac{\ln(q/p)}{p+q}",
    cites=("bass1969", "sultan1990"),
    confidence=Confidence.DERIVED,
    holds="a fixed population of eventual adopters, everyone equally exposed, no price, no supply limit",
    breaks="where cost or capacity decides who can adopt (adoption_capacity); p=.03 and q=.38 are averages over "
    "consumer goods, quoted from memory, and no estimate for weapons",
    main=peak_time,
    example={"p": 0.03, "q": 0.38},
    meaning=lambda t: f"adoption is fastest {t:.4g} years after introduction",
    known=(
        KnownResult("p=.03, q=.38: peak", lambda: round(peak_time(0.03, 0.38), 4), 6.1926),
        KnownResult("nobody has adopted at the start", lambda: adopted_share(0.0, 0.03, 0.38), 0.0),
    ),
    static=ComparativeStatic(
        vary="q",
        low=0.05,
        high=1.0,
        curves="p",
        values=(0.01, 0.03, 0.1),
        ylabel="years to the peak of adoption",
        reading="Each spontaneous adopter brings the peak forward; imitation first delays it (there must be someone to "
        "imitate), then hastens it.",
    ),
)
