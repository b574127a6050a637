"""Starting sessions, their settings and links."""
