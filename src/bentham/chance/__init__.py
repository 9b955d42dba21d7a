"""Chance: counter-based draws that belong to an identity, never to a place in memory.

Every draw is one lane of Philox4x32-10, keyed by seed and replicate and counted by person, other
person, day and decision. Nothing here knows what a scheme or a person is.
"""
