"""Print what runs look like beside the record: ``python benchmarks/plausibility.py [--members N] [--later]``.

``--later`` adds 2008-2014, which priors were not tuned on. Every time it is used is one look more at those years: write
it down in ``docs/decisions/0007-tuned-by-hand.md``.
"""

import argparse

from counterpoise.data.panel import load_panel
from counterpoise.evidence.plausibility import TUNED_ON, plausibility
from counterpoise.models import NEOREALIST, NO_AI


def main() -> None:
    """Print the tables."""
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("--members", type=int, default=100)
    reader.add_argument("--later", action="store_true")
    asked = reader.parse_args()
    panel = load_panel()
    tables = [(1992, TUNED_ON, NEOREALIST), (2024, TUNED_ON, NO_AI), (2024, TUNED_ON, NEOREALIST)]
    if asked.later:
        tables.insert(1, (1992, (2008, 2014), NEOREALIST))
    for start, years, bundle in tables:
        table = plausibility(panel, start, years, asked.members, bundle)
        print(f"\nrun from {start} ({bundle.name}), record of {years[0]}-{years[1]}, {asked.members} members")
        print(table.to_string(float_format=lambda x: f"{x:.3g}"))


if __name__ == "__main__":
    main()
