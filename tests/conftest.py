"""Property tests have no deadline: shared machines stall, and a slow example is no wrong one."""

from hypothesis import settings

settings.register_profile("counterpoise", deadline=None, max_examples=60)
settings.load_profile("counterpoise")
