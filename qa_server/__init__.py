"""Settings, entry points and addresses. Nothing here knows about questions or polls."""
