"""Base rates of the record as cells of a table, their numbers in the ledger."""

from counterpoise.core import Grade
from counterpoise.deals.base_rates import Rate

from .differences import short
from .entries import Desk
from .page import Line, Number, words


def shown(desk: Desk, rate: Rate | None, label: str) -> Line:
    """A rate a year with the years it was counted in; a stroke where there is none."""
    if rate is None:
        return words("-")
    value = desk.computed(f"{label}, on record", rate.yearly, short(rate.yearly), "a year", rate.source,
                          Grade.OBSERVED, rate.last)  # fmt: skip
    return Line("{v} ({a}-{b})", {"v": value, **ends(desk, rate, label)})


def ends(desk: Desk, rate: Rate, label: str) -> dict[str, Number]:
    """The first and last year counted, as numbers of a line."""
    bounds = {"a": ("first", rate.first), "b": ("last", rate.last)}
    return {
        key: desk.computed(f"{end} year counted: {label}", year, str(year), "year", rate.source, Grade.OBSERVED, year)
        for key, (end, year) in bounds.items()
    }
