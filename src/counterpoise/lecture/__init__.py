"""The theory library as a reader meets it: found by name, tried with own numbers, rendered as pages."""
