"""The engine: spans of words through the days, on any number of threads, the same bits."""
