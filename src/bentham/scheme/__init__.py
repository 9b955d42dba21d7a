"""What a ruler declares: one file, read by the simulator and by the auditor."""
