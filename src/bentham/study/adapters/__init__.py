"""Studies for those who come from SALib, EMA workbench, Mesa or pandas; none is a need."""
