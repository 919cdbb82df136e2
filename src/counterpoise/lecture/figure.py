"""The figure of a model: its main function against one argument, one curve for each value of another."""

import numpy as np

from counterpoise.charts import curve_chart
from counterpoise.charts.curves import Curve
from counterpoise.theory.declare import DomainError

from .catalog import Entry

POINTS = 161


def draw(entry: Entry) -> str:
    """SVG of the main comparative static; points outside the model's domain are left out."""
    model, static = entry.model, entry.model.static
    varied = model.main.args[static.vary]
    x = np.linspace(static.low, static.high, POINTS)
    x = np.unique(np.round(x)) if varied.integer else x
    curves = []
    for value in static.values or (None,):
        fixed = {k: float(v) for k, v in model.example.items()} | dict(static.fixed)
        if static.curves is not None and value is not None:
            fixed[static.curves] = value
        label = f"{static.curves} = {value:g}" if value is not None else static.ylabel
        curves.append(Curve(label, x, np.array([_value(entry, fixed | {static.vary: float(v)}) for v in x])))
    xlabel = f"{static.vary}: {varied.doc}"
    return curve_chart(entry.name, model.title, curves, xlabel, static.ylabel)


def _value(entry: Entry, arguments: dict[str, float]) -> float:
    try:
        return float(entry.model.main(**arguments))
    except DomainError:
        return float("nan")
