"""The nearest allowed spelling, for errors that help."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word closest to ``word``, ignoring case; None if nothing is near."""
    by_folded = {option.casefold(): option for option in allowed}
    found = get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None
