"""The whole day once more, slow and obvious: one person at a time, Python integers only.

This is the oracle of `tests/engine/test_twin.py`. It is written from the equations, not from the
compiled rules, of which it imports none. What it takes from Bentham are declarations (lanes of
decisions, names and places of numbers) and the numbers that a scheme and a society compile to.
"""
