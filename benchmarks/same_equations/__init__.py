"""The same closed loop of mechanisms three times: in the engine, as NumPy edge lists, and as Mesa agents."""
