"""Whole runs: a scenario with members and a seed becomes a folder of results, and can be compared and made again."""
