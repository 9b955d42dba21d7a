"""The auditor: a declared scheme held against law, element by element."""
