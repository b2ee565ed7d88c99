"""Measures answers and search: what was expected, what came, how the two compare, and what changed since."""
