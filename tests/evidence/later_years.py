"""A panel whose later years are wrong: whatever reads them shows it."""

from counterpoise.data.panel import Panel, load_panel


def cut(after: int) -> Panel:
    """The panel with every value, rivalry and pact after a year made wrong."""
    panel = load_panel()
    early = Panel(panel.folder, panel.manifest)
    values, dyads = panel.values.copy(), panel.dyads.copy()
    values.loc[values.year > after, "value"] *= 3.0
    late = dyads.year > after
    dyads.loc[late, "rivalry"] = True
    dyads.loc[late, ["defense_ab", "defense_ba"]] = True
    early.__dict__.update(values=values, dyads=dyads)
    return early
