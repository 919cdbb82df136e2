"""The papers' claims, each executed: a sentence, what was compared, and a verdict that is computed."""
