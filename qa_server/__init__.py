"""Settings, entry points and addresses. Nothing here knows about questions or polls."""

VERSION = "1.0.dev"
