"""Evidence: what is scored, against which naive forecasts, and what the scores allow to be said."""
