"""How near two capitals are, over the great circle."""

import numpy as np
from numpy.typing import NDArray

from counterpoise.data.panel import Panel

Array = NDArray[np.float64]
RADIUS = 6371.0  # km
LEAST = 100.0  # km, assumed: capitals nearer than this count as this far, or two neighbors would be everything
# ways to weigh a state by its distance in km; which one is right is not known, so all are tried
KERNELS = {
    "one over the distance": lambda d: 1.0 / d,
    "one over its root": lambda d: d**-0.5,
    "fading over 5,000 km": lambda d: np.exp(-d / 5000.0),
}


def distances(panel: Panel, year: int) -> Array:
    """Kilometers between the capitals of the members of ``year``, ``[state, state]``, at least 100 off the diagonal."""
    latitude, longitude = np.radians(panel.cross_section(["capital_latitude", "capital_longitude"], year).value)
    up, along = latitude[:, None] - latitude[None, :], longitude[:, None] - longitude[None, :]
    chord = np.sin(up / 2) ** 2 + np.cos(latitude[:, None]) * np.cos(latitude[None, :]) * np.sin(along / 2) ** 2
    return np.maximum(2.0 * RADIUS * np.arcsin(np.sqrt(np.clip(chord, 0.0, 1.0))), LEAST)
