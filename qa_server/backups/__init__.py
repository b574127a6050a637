"""Backups: the database and the key that signs links and cookies, in one file."""
