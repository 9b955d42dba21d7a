"""Evidence: the registries of parameters, metrics and acts, and the sourced tables."""
