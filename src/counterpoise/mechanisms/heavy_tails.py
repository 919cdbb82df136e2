"""Luck that is small in most years and large in some; no mechanism, but part of several."""

from counterpoise.core.maths import log


def laplace(uniform):
    """A number with Laplace's distribution of scale one from one between 0 and 1: standard deviation the root of two.

    Growth rates of countries scatter so rather than like normal numbers (Fagiolo, Napoletano & Roventini 2008).
    """
    left = max(1.0 - 2.0 * abs(uniform - 0.5), 1e-7)
    size = -log(left)
    return size if uniform > 0.5 else -size
