"""Polls: prepare, open, answer, tally. One module per kind below `kinds`."""
