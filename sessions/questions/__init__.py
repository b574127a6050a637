"""Asking questions and voting for them."""
