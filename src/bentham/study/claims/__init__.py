"""Claims: named statements about a difference, declared before the run that judges them."""
