"""The picture of an answer: damage per dollar of mass over that of precision, by salvo size and leak model."""

import pandas as pd

from counterpoise.charts.exchange_bands import Panel, exchange_chart
from counterpoise.charts.percent import percent

from .leakage import MODELS

QUANTILES = ("low", "lower", "middle", "upper", "high")


def figure(option: str, curves: pd.DataFrame, crossover: pd.DataFrame) -> str:
    """A standing SVG: one panel a leak model, washes of 50 and 90 % of draws, equality dashed."""
    panels = []
    for model, label in MODELS.items():
        rows = curves[curves.model == model]
        cross = crossover.set_index("model").loc[model]
        note = f"mass always {percent(cross.always)}, never {percent(cross.never)}"
        panels.append(Panel(label, note, rows.salvo.tolist(), [rows[q].tolist() for q in QUANTILES]))
    title = f"Mass against precision ({option}): damage per dollar, mass over precision"
    return exchange_chart("exchange", title, panels, "drones in a salvo", "mass over precision (dashed: equal)")
