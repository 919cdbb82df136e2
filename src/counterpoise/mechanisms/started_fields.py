"""The fields that a start gives: the common vocabulary, and stocks that single families of mechanisms declare.

A family adds its own here, and its readings in ``start/initial.py``.
"""

from .firm_fields import FIRM_STARTED
from .force_fields import NONSTATE, UNRULED
from .instrument_fields import INSTRUMENTS_STARTED
from .luck_fields import LUCK_STARTED
from .regime_fields import REGIME_STARTED
from .shock_fields import SHOCK_MARKS
from .skill_fields import SKILL_STARTED
from .society_fields import SOCIETY_STARTED
from .vocabulary import VOCABULARY

STARTED = VOCABULARY.extended(
    (
        *(NONSTATE, UNRULED, *REGIME_STARTED, *SOCIETY_STARTED, *SHOCK_MARKS, *INSTRUMENTS_STARTED),
        *(*FIRM_STARTED, *SKILL_STARTED, *LUCK_STARTED),
    )
)
