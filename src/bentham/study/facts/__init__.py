"""Published facts as data, the experiments that are held against them, and what each proves."""
