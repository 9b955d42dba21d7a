"""The decision procedures for Art. 5(1)(c) to (h) of Regulation (EU) 2024/1689."""
