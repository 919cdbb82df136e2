"""Ways to spend one budget on the six tools of smart power: each alone, every two by halves, all alike."""

# covers: P03, F13

from dataclasses import dataclass
from itertools import combinations

from counterpoise.core import InputError
from counterpoise.theory.portfolio import TOOLS

BUDGET = 0.005
"""Assumed: half a per cent of output a year, about what a state spends on foreign ministry, aid and broadcasting."""
MOST = 0.02
RESTRAINED = frozenset({"diplomatic", "political", "legal", "cultural"})
"""Tools that arm nobody: a mix of them alone is a de-escalatory option."""


@dataclass(frozen=True)
class Portfolio:
    """Parts of the budget by tool; they sum to one."""

    name: str
    parts: tuple[tuple[str, float], ...]

    def __post_init__(self) -> None:
        """Raises InputError for unknown tools or parts that do not sum to one."""
        unknown = [tool for tool, _ in self.parts if tool not in TOOLS]
        if unknown:
            raise InputError(f"no tool {unknown[0]!r}; allowed are {', '.join(TOOLS)}")
        if abs(sum(part for _, part in self.parts) - 1.0) > 1e-9:
            raise InputError(f"the parts of {self.name} do not sum to one")

    @property
    def tools(self) -> tuple[str, ...]:
        """The tools it uses."""
        return tuple(tool for tool, part in self.parts if part > 0.0)

    @property
    def restrained(self) -> bool:
        """Whether it arms nobody."""
        return RESTRAINED.issuperset(self.tools)


def single() -> tuple[Portfolio, ...]:
    """All on one tool, for each of the six."""
    return tuple(Portfolio(tool, ((tool, 1.0),)) for tool in TOOLS)


def even() -> Portfolio:
    """A sixth on each."""
    return Portfolio("all six", tuple((tool, 1.0 / len(TOOLS)) for tool in TOOLS))


def doubles() -> tuple[Portfolio, ...]:
    """Every two tools by halves."""
    return tuple(Portfolio(f"{a} + {b}", ((a, 0.5), (b, 0.5))) for a, b in combinations(TOOLS, 2))
