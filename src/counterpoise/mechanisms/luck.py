"""Whom luck keeps out, judged without an exponential; no mechanism, but part of those where few act."""


def could_act(luck, advantage):
    r"""Whether luck may fall short of $1 / (1 + e^{-A})$; where it may not, nobody need weigh the act exactly.

    For A < 0 that chance is never above $1 / (2 - A + A^2 / 2 - A^3 / 6)$; a thousandth is left for rounding.
    """
    x = max(-advantage, 0.0)
    return advantage > 0.0 or luck * (2.0 + x * (1.0 + x * (0.5 + 0.1666 * x))) < 1.001
