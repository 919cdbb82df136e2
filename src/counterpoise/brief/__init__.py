"""The country brief: where a state stands, on whom it depends, what it has agreed to, and what not to trust."""
