"""How a share is written, in sentences, tables and pictures alike."""

import math


def percent(share: float) -> str:
    """A share as a percentage: whole from ten percent on, of two digits below.

    Nearly none is not written as none, nor nearly all as all; *missing* where there is no number.
    """
    if not math.isfinite(share):
        return "missing"
    size = 100.0 * abs(share)
    if 0.0 < size < 0.01:
        return "under 0.01 %"
    if 99.5 <= size < 100.0 - 1e-9:
        return "over 99 %"
    rounded = float(f"{size:.2g}")
    digits = 1 - math.floor(math.log10(rounded)) if 0.0 < rounded < 10.0 else 0
    return f"{'−' if share < 0.0 else ''}{size:.{digits}f} %"


def portion(share: float) -> str:
    """A share of things counted, inside a sentence: *none* and *all* where that is so."""
    return {0.0: "none", 1.0: "all"}.get(share) or percent(share)
