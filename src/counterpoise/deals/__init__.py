"""What agreements the parties could keep, and which of verification, enforcement and relative gains holds them back."""

from .deal import Deal, deal
from .figure import figure
from .issues import ISSUES, Issue, issue
from .terminal import report, to_json

__all__ = ["ISSUES", "Deal", "Issue", "deal", "figure", "issue", "report", "to_json"]
