"""The tables of a deal as they are printed."""

import math

import pandas as pd

from counterpoise.charts.percent import percent

from .base_rates import of_pair
from .deal import Deal
from .depth import CONSTRAINTS
from .words import PERCENT

RELAX = {
    "verification": "every violation seen, no false alarm, nothing else laid bare",
    "enforcement": "an agent punishes every signal and takes back the gain",
    "relative gains": "only absolute gains count",
}


def binding_rows(deal: Deal) -> pd.DataFrame:
    worlds = deal.summary.set_index("world")
    rows = []
    for r in deal.binding.itertuples(index=False):
        alone = worlds.loc[f"without {r.constraint}"]
        rows.append(
            {
                "constraint": r.constraint,
                "if it were gone": RELAX[r.constraint],
                "mean depth then": percent(alone["mean"]),
                "gain, points": f"{PERCENT * r.gain_alone:.0f} [{PERCENT * r.low:.0f} to {PERCENT * r.high:.0f}]",
                "gain half the way": f"{PERCENT * r.halfway:.0f}",
                "half depth kept": percent(alone["half"]),
                "part of what is missing": percent(r.share),
            }
        )
    for name, words in (("as believed", ""), ("without " + " and ".join(CONSTRAINTS), "all three gone")):
        row = worlds.loc[name]
        cells = {"constraint": name if not words else "all three", "if it were gone": words or "nothing relaxed"}
        rows.append({**cells, "mean depth then": percent(row["mean"]), "half depth kept": percent(row["half"])})
    return pd.DataFrame(rows).fillna("")


def needed_rows(deal: Deal) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "enforcement": row.enforcement,
            "median": _detection(row.median),
            "nine draws of ten": f"{_detection(row.low)} to {_detection(row.high)}",
            "enough in nine of ten": _detection(row.likely),
            "no detection will do": percent(row.never),
        }
        for row in deal.needed.itertuples(index=False)
    )


def parties_rows(deal: Deal) -> pd.DataFrame:
    rows = []
    for r in deal.parties.itertuples(index=False):
        row = {
            "party": deal.names[r.party],
            "world power": percent(r.power),
            "keeps least in": percent(r.pivotal),
            "would keep half itself": percent(r.keeps_half),
            "mean depth if reassured": percent(r.reassured),
            "its weight on relative gains": f"{r.weight:.2f} [{r.weight_low:.2f} to {r.weight_high:.2f}]",
            "its fears at the table": percent(r.bound),
        }
        if r.without == r.without:
            row["the others without it"] = percent(r.without)
        rows.append(row)
    return pd.DataFrame(rows)


def pairs_rows(deal: Deal) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "party": r.party,
            "towards": r.towards,
            "rivals": "yes" if r.rivalry > 0 else "no",
            "allies": "yes" if r.alliance > 0 else "no",
            "near by land or sea": "yes" if r.contiguous > 0 else "no",
            "agreement in votes": f"{r.affinity:.2f}",
            "disputes remembered": f"{r.memory:.1f}",
            "dispute began, on record": _began(deal, r.party, r.towards),
            "force feared at issue": percent(r.at_issue),
            "weight": f"{r.weight:.2f} [{r.weight_low:.2f} to {r.weight_high:.2f}]",
        }
        for r in deal.pairs.itertuples(index=False)
    )


def _began(deal: Deal, one: str, other: str) -> str:
    """The base rate of the pair: years in which a dispute of the two began, of those on record."""
    rate = of_pair(deal.table.base.panel, one, other, deal.table.base.year)
    return f"{rate.count} of {rate.years} years" if rate else "-"


def _detection(value: float) -> str:
    return f"{value:.2f}" if math.isfinite(value) else "none"


def loss_rows(deal: Deal) -> pd.DataFrame:
    """Depth as the shared loss grows."""
    named = {0.0: "none", 1.0: "as believed"}
    return pd.DataFrame(
        {
            "shared loss": named.get(row.times, f"{row.times:g} times that"),
            "median depth": percent(row.median),
            "mean depth": percent(row.mean),
            "some agreement": percent(row.some),
            "half depth": percent(row.half),
        }
        for row in deal.loss.itertuples(index=False)
    )


def acts_rows(deal: Deal) -> pd.DataFrame:
    """Votes, texts and positions; the sources are in the JSON."""
    shown = deal.acts.drop(columns=["source"]).rename(columns=deal.names)
    shown.attrs["words"] = len(shown.columns)
    return shown


def nearest_rows(deal: Deal) -> pd.DataFrame:
    """States outside that held back."""
    table = pd.DataFrame(
        {
            "state": r.name,
            "act": r.act,
            "an adopter itself": "yes" if r.adopter else "no",
            "ideal point": f"{r.ideal_point:+.2f}",
            "gap to the adopters": f"{r.gap:.2f}",
        }
        for r in deal.nearest.itertuples(index=False)
    )
    table.attrs["words"] = 3
    return table
