"""How a choice between two acts is made when payoffs are weighed with error; no mechanism, but part of many."""

from counterpoise.core.maths import logistic


def quantal_response(advantage, noise):
    r"""Probability of the act whose payoff exceeds the other's by ``advantage``: $1 / (1 + e^{-A / \lambda})$.

    Logit response (McKelvey & Palfrey 1995), noise in the unit of the advantage. As noise falls to zero the act is
    taken exactly if its advantage is positive, which is the theory's own threshold.
    """
    return logistic(advantage * (1.0 / max(noise, 1e-6)))  # noise is often one for all pairs, and then its inverse too


def could_act(luck, advantage):
    r"""Whether luck may fall short of $1 / (1 + e^{-A})$; where it may not, nobody need weigh the act exactly.

    For A < 0 that chance is never above $1 / (2 - A + A^2 / 2 - A^3 / 6)$; a thousandth is left for rounding.
    """
    x = max(-advantage, 0.0)
    return advantage > 0.0 or luck * (2.0 + x * (1.0 + x * (0.5 + 0.1666 * x))) < 1.001
