"""Fill the tables of docs/evidence.md: ``python -m counterpoise.claims.evidence_page [FILE]``."""

import sys
from pathlib import Path

from counterpoise.core.phases import Phase
from counterpoise.evidence.informed import informed
from counterpoise.evidence.markdown import span, table
from counterpoise.evidence.page import filled
from counterpoise.evidence.recorded import model_identity, model_scored, recorded_scorecard
from counterpoise.models import NEOREALIST

from . import tested
from .propositions import terminal
from .propositions.record import recorded

PAGE = Path("docs/evidence.md")
SCORED = "world"


def parts() -> dict[str, str]:
    """Every generated part by the name of its markers."""
    return {
        "mechanisms": mechanisms(),
        "informed": table(informed().columns, informed().astype(str).itertuples(index=False)),
        "scorecard": scorecard(),
        "board": board(),
        "tested": table(("claim", "verdict", "why"), ((f.id, f.verdict.value, f.why) for f in tested.findings())),
    }


def mechanisms() -> str:
    """One row a mechanism: phase, name, claim, parameters, how many of them estimated, sources."""
    rows = []
    for m in NEOREALIST.mechanisms:
        fitted = sum(p.source.startswith("estimated:") for p in m.params.values())
        claim = (m.__doc__ or "").strip().split("\n")[0]
        name = f"`{m.__name__}`"
        rows.append((Phase(m.phase).name.lower(), name, claim, len(m.params), fitted, ", ".join(m.cites)))
    return table(("phase", "mechanism", "claim", "parameters", "estimated", "cites"), rows)


def scorecard() -> str:
    """The model's rows of the shipped scorecard, losses first, as it was recorded."""
    card = recorded_scorecard()
    own = card[(card.forecast == SCORED) & (card.subset == "all")].sort_values("skill", kind="stable")
    rows = [
        (r.target, r.window, r.score, r.against, span(r.skill, r.low, r.high), r.grade, r.verdict)
        for r in own.itertuples()
    ]
    note = "" if model_scored() == model_identity() else "\n\nScored before the last change of the model."
    return table(("target", "window", "score", "against", "skill", "grade", "verdict"), rows) + note


def board() -> str:
    """The recorded board of propositions."""
    made = recorded()
    rows = [(c.id, c.verdict.value, terminal.kind(c.id, c), c.members, c.why) for c in made.claims.values()]
    return f"{terminal.tally(made)}.\n\n" + table(("claim", "verdict", "kind", "members", "why"), rows)


def main(place: Path = PAGE) -> None:
    """Rewrite the page in place."""
    place.write_text(filled(place.read_text(encoding="utf-8"), parts()), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
