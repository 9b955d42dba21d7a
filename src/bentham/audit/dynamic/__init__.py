"""Simulated evidence: the paired worlds, the numbers taken in them, and how they are kept."""
