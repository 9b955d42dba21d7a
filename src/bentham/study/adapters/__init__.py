"""Studies for those who come from SALib, EMA workbench, Mesa or pandas; none is needed to import."""
