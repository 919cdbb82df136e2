"""Mechanisms: one theory coupled to the world a file; none imports another, they meet in the fields of the world."""
