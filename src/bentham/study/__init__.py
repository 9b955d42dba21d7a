"""Studies: runs with their two ranges, and the check that a society is alive before it is used."""
