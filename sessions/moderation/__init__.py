"""The desk: what a moderator does to questions, and undo."""
