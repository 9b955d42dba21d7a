"""The checks, by family; `register` holds them all."""
