"""Charts as accessible, self-contained SVG that follows the reader's light or dark theme and shows its uncertainty."""

from .curves import curve_chart
from .intervals import interval_chart
from .lines import Band, line_chart
from .shares import share_chart
from .svg import STYLE

__all__ = ["STYLE", "Band", "curve_chart", "interval_chart", "line_chart", "share_chart"]
