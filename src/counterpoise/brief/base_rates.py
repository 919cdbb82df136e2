"""Base rates of the record as cells of a table, with what such a record leaves open, their numbers in the ledger."""

from collections.abc import Sequence

from counterpoise.charts.percent import percent
from counterpoise.core import Grade
from counterpoise.deals.base_rates import Rate

from .differences import Span
from .entries import Desk
from .page import Line, Number, words

ENDS = ("", ", least that the record leaves open", ", most that the record leaves open")


def shown(desk: Desk, rate: Rate | None, label: str) -> Line:
    """A rate a year with its interval and the years it was counted in; a stroke where there is none."""
    if rate is None:
        return words("-")
    return Line("{m} [{l} to {h}] ({a}-{b})", {**as_rate(desk, rate, label, "mlh"), **ends(desk, rate, label)})


def as_rate(desk: Desk, rate: Rate, label: str, keys: str = "mab") -> dict[str, Number]:
    """How many a year on record, and the ends of its interval, as numbers of a line."""
    values = (rate.yearly, *rate.interval)
    return ranged(desk, rate, f"{label}, on record", values, Span(*values).texts(), "a year", keys)


def as_share(desk: Desk, rate: Rate, label: str, keys: str = "mab") -> dict[str, Number]:
    """The share of years in which something began, and the ends of its interval."""
    values = (rate.yearly, *rate.interval)
    return ranged(desk, rate, label, values, [percent(value) for value in values], "share", keys)


def ranged(
    desk: Desk, rate: Rate, label: str, values: Sequence[float], texts: Sequence[str], unit: str, keys: str = "mab"
) -> dict[str, Number]:
    """A value of the record with its ends, under three keys."""
    told = zip(keys, ENDS, values, texts, strict=True)
    return {
        key: desk.computed(f"{label}{what}", value, text, unit, rate.source, Grade.OBSERVED, rate.last)
        for key, what, value, text in told
    }


def ends(desk: Desk, rate: Rate, label: str) -> dict[str, Number]:
    """The first and last year counted, as numbers of a line."""
    bounds = {"a": ("first", rate.first), "b": ("last", rate.last)}
    return {
        key: desk.computed(f"{end} year counted: {label}", year, str(year), "year", rate.source, Grade.OBSERVED, year)
        for key, (end, year) in bounds.items()
    }
