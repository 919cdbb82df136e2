"""How a choice between two acts is made when payoffs are weighed with error; no mechanism, but part of many."""

from counterpoise.core.maths import logistic


def quantal_response(advantage, noise):
    r"""Probability of the act whose payoff exceeds the other's by ``advantage``: $1 / (1 + e^{-A / \lambda})$.

    Logit response (McKelvey & Palfrey 1995), noise in the unit of the advantage. As noise falls to zero the act is
    taken exactly if its advantage is positive, which is the theory's own threshold.
    """
    return logistic(advantage / max(noise, 1e-6))
