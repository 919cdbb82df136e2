"""Claims tested on data and not on the model: each with the rule that was written before its numbers."""
