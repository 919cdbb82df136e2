"""From source files to the panel: cards, loaders, the embedded panel, registers and country codes."""
