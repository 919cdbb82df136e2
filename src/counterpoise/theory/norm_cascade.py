"""Norms spread in cascades: who adopts depends on who already has (Finnemore & Sikkink 1998; Granovetter 1978)."""

from math import erfc, exp, inf, log, nan, pi, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .declare import Arg, ComparativeStatic, Confidence, DomainError, KnownResult, Model, formula, positive, share

POLES = ("market", "rights", "state")
"""Bradford's three models of digital regulation: driven by the market (US), by rights (EU), by the state (China)."""

_MEAN = Arg("mean threshold, a share of the states' status")
_SD = positive("standard deviation of thresholds")


@formula(share=share("share of states, by status, that have adopted"), mean=_MEAN, sd=_SD)
def next_share(share, mean, sd):
    r"""Share that adopts next, seeing the share that has: $x_{t+1} = F(x_t)$.

    Thresholds are normal, $F(x) = \Phi((x - \mu)/\sigma)$. States whose threshold lies at or below zero adopt
    without example: they are the norm's first entrepreneurs.
    """
    return 0.5 * erfc((mean - share) / (sd * sqrt(2.0)))


@formula(mean=_MEAN, sd=_SD)
def tipping_point(mean, sd):
    r"""Least share of adopters from which more than half end up adopting; 0 if it happens anyway, infinite if never.

    The unstable rest point of $x = \Phi((x - \mu)/\sigma)$. It is not the mean threshold: with mean .33 and standard
    deviation .15 the cascade starts from about a fifth.
    """
    if sd * sqrt(2.0 * pi) < 1.0:
        reach = sd * sqrt(2.0 * log(1.0 / (sd * sqrt(2.0 * pi))))  # F rises faster than 1:1 within this of the mean
        low, high = mean - reach, mean + reach
        below = 0.5 * erfc((mean - low) / (sd * sqrt(2.0))) < low
        above = 0.5 * erfc((mean - high) / (sd * sqrt(2.0))) > high
        if below and above:
            for _ in range(60):
                middle = (low + high) / 2.0
                if 0.5 * erfc((mean - middle) / (sd * sqrt(2.0))) < middle:
                    low = middle
                else:
                    high = middle
            return (low + high) / 2.0
    return 0.0 if mean < 0.5 else inf


@formula(
    own=Arg("pull of this model"),
    second=Arg("pull of another"),
    third=Arg("pull of the remaining one"),
    noise=positive("how loosely choices follow pulls"),
)
def pole_probability(own, second, third, noise):
    r"""Reduced form: probability that a state follows one of three models: $e^{u_k/T} / \sum_l e^{u_l/T}$."""
    top = max(own, second, third)
    mine = exp((own - top) / noise)
    return mine / (mine + exp((second - top) / noise) + exp((third - top) / noise))


def next_pole_shares(shares: ArrayLike, pull: ArrayLike, imitation: float, noise: float) -> NDArray[np.float64]:
    r"""Reduced form: shares of states that follow each model next, given present shares; order as in ``POLES``.

    $x_k' \propto \exp\{(u_k + J x_k)/T\}$. With imitation J weak beside noise T one mixture is reached from anywhere;
    above three times the noise (equal pulls) the mixture is unstable and each of the three models attracts.
    """
    present, appeal = np.asarray(shares, float), np.asarray(pull, float)
    if present.shape != (3,) or appeal.shape != (3,) or (present < 0).any() or abs(present.sum() - 1.0) > 1e-9:
        raise DomainError("next_pole_shares: needs three shares that add up to one, and three pulls")
    if imitation < 0 or noise <= 0:
        raise DomainError("next_pole_shares: needs imitation >= 0 and noise > 0")
    exponent = (appeal + imitation * present) / noise
    weight = np.exp(exponent - exponent.max())
    return np.asarray(weight / weight.sum())


def cascade(
    thresholds: ArrayLike, status: ArrayLike | None = None, entrepreneurs: ArrayLike | None = None
) -> NDArray[np.float64]:
    """Round in which each state adopts, infinite if it never does.

    A state adopts once the adopters' share of all status reaches its threshold, and does not go back. ``status`` weighs
    states (equal unless given), so that a few critical states count as many; ``entrepreneurs`` marks those that adopt
    whatever their threshold, in round 0 like those whose threshold is zero. Raises DomainError unless status is
    positive and shapes agree.
    """
    needs = np.asarray(thresholds, float)
    weight = np.ones(needs.size) if status is None else np.asarray(status, float)
    first = np.zeros(needs.size, bool) if entrepreneurs is None else np.asarray(entrepreneurs, bool)
    if needs.ndim != 1 or weight.shape != needs.shape or first.shape != needs.shape or not (weight > 0).all():
        raise DomainError("cascade: needs one threshold, one positive status and one mark for each state")
    when = np.where(first | (needs <= 0), 0.0, np.inf)
    for turn in range(1, needs.size + 1):
        reached = weight[np.isfinite(when)].sum() / weight.sum()
        joins = np.isinf(when) & (needs <= reached + 1e-12)
        if not joins.any():
            break
        when[joins] = turn
    return when


def pacing_gap(years: ArrayLike, adoption: ArrayLike, in_force: float | None, available: float = 0.25) -> float:
    """Years by which law lags technology: from adoption beyond a quarter of states to the norm's entry into force.

    ``years`` rising, ``adoption`` the share of states that hold the technology, ``in_force`` the year of the norm or
    treaty, or None. Below 0 if law came first; infinite while no law is in force; not a number if the technology has
    not become available within the years given.
    """
    when, level = np.asarray(years, float), np.asarray(adoption, float)
    if when.shape != level.shape or (np.diff(when) <= 0).any():
        raise DomainError("pacing_gap: needs rising years and one adoption share for each")
    if (level < 0).any() or (level > 1).any() or not 0 <= available < 1:
        raise DomainError("pacing_gap: adoption and available must lie in [0, 1]")
    spread = level > available
    if not spread.any():
        return nan
    return inf if in_force is None else float(in_force - when[spread.argmax()])


MODEL = Model(
    section="M23",
    title="Norm cascades",
    claim="A norm spreads slowly up to a tipping point and then by itself; who the first adopters are decides.",
    equation=r"x_{t+1} = F(x_t), \qquad \text{tipping at } x^* = F(x^*),\ F'(x^*) > 1",
    cites=("granovetter1978", "finnemoresikkink1998", "bradford2023"),
    confidence=Confidence.DERIVED,
    holds="states see who has adopted and do not go back; thresholds fixed",
    breaks="one-third of states as tipping point is an observation from few norms, quoted from memory, and is not the "
    "mean threshold; a change in one state can stop a cascade, so that its size cannot be read from average attitudes",
    main=next_share,
    example={"share": 0.33, "mean": 0.33, "sd": 0.15},
    meaning=lambda x: f"next, {100 * x:.3g} % adopt",
    known=(
        KnownResult(
            "thresholds 0..99: all 100 adopt",
            lambda: int(np.isfinite(cascade(np.arange(100) / 100)).sum()),
            100,
        ),
        KnownResult(
            "the one threshold of 1 raised to 2: one adopts",
            lambda: int(np.isfinite(cascade(np.r_[0, 2, np.arange(2, 100)] / 100)).sum()),
            1,
        ),
        KnownResult("half adopt when the mean threshold is reached", lambda: next_share(0.33, 0.33, 0.15), 0.5),
    ),
    static=ComparativeStatic(
        vary="share",
        low=0.0,
        high=1.0,
        curves="mean",
        values=(0.33, 0.4, 0.6),
        fixed={"sd": 0.15},
        ylabel="share that adopts next",
        reading="Where the curve lies below the diagonal the norm recedes to its first adopters, above it spreads: the "
        "crossing from below is the tipping point.",
    ),
    corrects="that the tipping point is the average state's threshold",
)
