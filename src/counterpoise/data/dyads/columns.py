"""How a column of the dyad table is declared: as the panel's variables are, with a unit, sources and an error."""

from counterpoise.core import Grade

from ..variable import Scale, Variable

CODING = "assumed: coders' disagreement is not published as a rate; one dyad-year in fifty is our guess"
TREATY = "assumed: dates and pledges of treaties are well documented; one dyad-year in a hundred is our guess"


def column(
    name: str,
    unit: str,
    doc: str,
    cards: tuple[str, ...],
    error: float,
    error_basis: str,
    grade: Grade = Grade.ASSUMED,
    high: float | None = 1.0,
    derived: bool = False,
) -> Variable:
    """One column of the dyad table.

    ``error`` is one standard deviation; for a column of zeros and ones it is the share of dyad-years that another
    coder would code otherwise. Nothing is carried when a cross-section is read (``carry`` is 0): what is carried
    beyond its source's last year is carried here, and flagged.
    """
    return Variable(
        name=name,
        label=name.replace("_", " "),
        unit=unit,
        doc=doc,
        group="dyads",
        cards=cards,
        scale=Scale.ABSOLUTE,
        error=error,
        error_basis=error_basis,
        error_grade=grade,
        high=high,
        carry=0,
        total=False,
        derived=derived,
    )


def both_sides(name: str, unit: str, doc: str, cards: tuple[str, ...], high: float = 1.0) -> tuple[Variable, Variable]:
    """Two columns of coded events: ``_ab`` is a's part towards b, ``_ba`` b's towards a."""
    return (
        column(f"{name}_ab", unit, f"a towards b: {doc}", cards, 0.02, CODING, high=high),
        column(f"{name}_ba", unit, f"b towards a: {doc}", cards, 0.02, CODING, high=high),
    )
