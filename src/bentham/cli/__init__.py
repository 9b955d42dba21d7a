"""The command line: reads what is asked, calls what answers it, prints. Nothing is decided here."""
