"""Charts as accessible, self-contained SVG that follows the reader's light or dark theme and shows its uncertainty."""

from .counts import count_chart
from .curves import curve_chart
from .estimates import estimate_chart
from .intervals import interval_chart
from .lines import Band, line_chart
from .ranks import rank_chart
from .shares import share_chart
from .stacks import stack_chart
from .svg import STYLE
from .worlds import WorldBar, world_chart

__all__ = [
    "STYLE",
    "Band",
    "WorldBar",
    "count_chart",
    "curve_chart",
    "estimate_chart",
    "interval_chart",
    "line_chart",
    "rank_chart",
    "share_chart",
    "stack_chart",
    "world_chart",
]
