"""Claims tried on the simulated world: each a treatment against a control on the same draws, judged by one rule."""
