"""The job: what agreement could the parties keep, what holds it back, and what or who would move it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from counterpoise.core import InputError
from counterpoise.data.panel import BASE_YEAR, Panel

from . import record
from .binding import binding_table, depths_without, halfway, interaction, verdict
from .depth import Array, Stakes, Terms, sustainable
from .draws import Sample, draw
from .issues import Issue, assumptions
from .issues import issue as find_issue
from .movable import movable_table
from .parties import Table, gather
from .sweeps import caution, frontier_table, loss_table, needed_table, spread, summary_table

DRAWS, SEED = 2000, 1
MOST_DRAWS = 100_000
TIES = ("rivalry", "affinity", "alliance", "contiguous", "memory", "export_control")


@dataclass(frozen=True, eq=False)
class Deal:
    """One deal; its tables are made when they are asked for.

    Depths are shares of the depth that the party which wants least would want. ``sample`` is as asked, ``believed``
    the same draws with nothing held.
    """

    issue: Issue
    names: dict[str, str]
    year: int
    draws: int
    seed: int
    held: dict[str, float]
    sample: Sample
    believed: Sample
    table: Table

    @cached_property
    def stakes(self) -> Stakes:
        """What the agreement is worth to each party, drawn."""
        return self.sample.stakes()

    @property
    def terms(self) -> Terms:
        """How violations are seen and answered, drawn."""
        return self.sample.terms

    @cached_property
    def depths(self) -> dict[frozenset[str], Array]:
        """Sustainable depth without every subset of the constraints."""
        return depths_without(self.stakes, self.terms)

    @property
    def depth(self) -> Array:
        """Sustainable depth as believed, ``[draw]``."""
        return self.depths[frozenset()]

    @cached_property
    def summary(self) -> pd.DataFrame:
        """One row a world: as it is, and without constraints."""
        return summary_table(self.depths)

    @cached_property
    def binding(self) -> pd.DataFrame:
        """One row a constraint, as ``binding_table`` has it, with what half the way gains."""
        found = binding_table(self.depths)
        found["halfway"] = found.constraint.map(halfway(self.stakes, self.terms))
        return found

    @property
    def binds(self) -> tuple[str, ...]:
        """What binds."""
        return verdict(self.binding, float(self.depth.mean()))

    @property
    def interaction(self) -> float:
        """Whether constraints lock one another in."""
        return interaction(self.depths)

    @cached_property
    def frontier(self) -> pd.DataFrame:
        """Depth over detection and punishment."""
        return frontier_table(self.stakes, self.terms)

    @cached_property
    def today(self) -> dict[str, float]:
        """Detection and depth as believed, with their spread."""
        return _today(self.terms, self.depth)

    @cached_property
    def needed(self) -> pd.DataFrame:
        """Detection needed for half depth."""
        return needed_table(self.stakes, self.terms)

    @cached_property
    def loss(self) -> pd.DataFrame:
        """Depth over the loss all share; empty where there is none."""
        return loss_table(self.stakes, self.terms) if self.issue.existential else pd.DataFrame()

    @cached_property
    def caution(self) -> dict[str, float]:
        """Where closer inspection does harm."""
        return caution(self.stakes, self.terms)

    @cached_property
    def parties(self) -> pd.DataFrame:
        """One row a party, the one that blocks most first."""
        return movable_table(self.sample, self.table)

    @property
    def unarmed(self) -> tuple[str, ...]:
        """The parties without nuclear weapons on record."""
        return tuple(p for p, held in zip(self.table.parties, self.table.warheads, strict=True) if not held > 0)

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """What lies between the parties."""
        return pair_table(self.sample, self.table)

    @cached_property
    def acts(self) -> pd.DataFrame:
        """Acts on record."""
        return record.acts(self.issue, self.table.parties)

    @cached_property
    def _outside(self) -> tuple[pd.DataFrame, str]:
        near, adopters = record.nearest_outside(self.issue, self.table.parties, self.table.base)
        near.insert(1, "name", [self.table.base.panel.system.name(s) for s in near.state])
        return near, adopters

    @property
    def nearest(self) -> pd.DataFrame:
        """States outside that held back, nearest first to the adopters."""
        return self._outside[0]

    @property
    def adopters(self) -> str:
        """Who the adopters are."""
        return self._outside[1]

    @property
    def assumed(self) -> pd.DataFrame:
        """What is believed of the issue."""
        return assumptions(self.issue)

    @cached_property
    def what_if(self) -> pd.DataFrame:
        """As believed and as asked; empty unless something was held."""
        return _compared(self.believed, self.sample) if self.held else pd.DataFrame()


def deal(
    issue: str,
    parties: Sequence[str],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
    year: int = BASE_YEAR,
    detection: float | None = None,
    false_alarm: float | None = None,
    discount: float | None = None,
    panel: Panel | None = None,
) -> Deal:
    """Work out a deal on ``issue`` between ``parties`` (ISO3 codes or names), as it would be kept from ``year`` on.

    ``detection``, ``false_alarm`` and ``discount`` hold a number instead of drawing it; every other draw stays, so that
    differences are the effect of that number alone. Raises InputError.
    """
    from counterpoise.data.panel import load_panel

    chosen = find_issue(issue)
    held = _held(draws, detection=detection, false_alarm=false_alarm, discount=discount)
    source = panel or load_panel()
    table = gather(source, parties, year)
    believed = draw(table, chosen, draws, seed)
    names = {p: source.system.name(p) for p in table.parties}
    return Deal(chosen, names, year, draws, seed, held, hold(believed, **held), believed, table)


def hold(sample: Sample, detection: float = -1.0, false_alarm: float = -1.0, discount: float = -1.0) -> Sample:
    """The same draws with some quantities held at one number; those below 0 stay drawn."""
    terms = sample.terms
    if detection >= 0.0:
        terms = replace(terms, detection=np.full_like(terms.detection, detection))
    if false_alarm >= 0.0:
        terms = replace(terms, false_alarm=np.full_like(terms.false_alarm, false_alarm))
    patience = np.full_like(sample.discount, discount) if discount >= 0.0 else sample.discount
    return replace(sample, terms=terms, discount=patience)


def _held(draws: int, **given: float | None) -> dict[str, float]:
    """The what-ifs that were asked for. Raises InputError where one is no share, or there are too few or many draws."""
    if not 100 <= draws <= MOST_DRAWS:
        raise InputError(f"--draws {draws}: give a number from 100 to {MOST_DRAWS}")
    for name, value in given.items():
        top = "less than 1" if name == "discount" else "at most 1"
        if value is not None and not (0.0 <= value < 1.0 or (value == 1.0 and name != "discount")):
            raise InputError(f"--{name.replace('_', '-')} {value:g}: give a number of at least 0 and {top}")
    return {name: float(value) for name, value in given.items() if value is not None}


def pair_table(sample: Sample, table: Table) -> pd.DataFrame:
    """One row a directed pair of parties: what lies between them, and the weight of relative gains it makes.

    Columns: party, towards, rivalry, affinity, alliance, contiguous, memory (disputes, fading), export_control (by the
    party on the other, 0 to 1), power_ratio, at_issue (mean chance that force is at issue), weight and its 5th and 95th
    percentile.
    """
    rows = []
    for i, one in enumerate(sample.parties):
        for j, other in enumerate(sample.parties):
            if i == j:
                continue
            low, middle, high = np.quantile(sample.convertible * sample.ties.weight[i, j], [0.05, 0.5, 0.95])
            ties = {n: table.tie(n, one, other) for n in TIES}
            ties["power_ratio"] = float(table.hard[table.places[i]] / table.hard[table.places[j]])
            at_issue = float(sample.ties.at_issue[i, j].mean())
            weights = {"weight": float(middle), "weight_low": float(low), "weight_high": float(high)}
            rows.append({"party": one, "towards": other, **ties, "at_issue": at_issue, **weights})
    return pd.DataFrame(rows)


def _today(terms: Terms, depth: Array) -> dict[str, float]:
    low, middle, high = np.quantile(terms.detection, [0.05, 0.5, 0.95])
    return {"detection": float(middle), "detection_low": float(low), "detection_high": float(high), **spread(depth)}


def _compared(believed: Sample, sample: Sample) -> pd.DataFrame:
    """As believed, as asked, and the difference on the same draws."""
    before, after = (sustainable(s.stakes(), s.terms) for s in (believed, sample))
    change = after - before
    low, high = np.quantile(change, [0.05, 0.95])
    return pd.DataFrame(
        [
            {
                "believed": float(before.mean()),
                "asked": float(after.mean()),
                "change": float(change.mean()),
                "low": float(low),
                "high": float(high),
            }
        ]
    )
