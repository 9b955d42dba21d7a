"""What a run leaves behind: the panel, the run itself and its folder on disk.

`panel` turns integer tallies into one row per scenario, replicate, day and group; `run` holds what
one simulation found; `folder` writes it to disk whole or not at all, and reads it back only if
every file is as it was written.
"""
