"""Societies: who lives there, in households and neighbourhoods, and what they do unasked.

Everything about a person that never changes is computed from (seed, person) whenever it is needed;
nothing of it is stored. Nobody ages, nobody moves, nobody is born or dies.
"""
