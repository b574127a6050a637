"""The one app of the project."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """Talks, their questions and polls. The label keeps clear of django.contrib.sessions."""

    name = "sessions"
    label = "live_sessions"
    default_auto_field = "django.db.models.BigAutoField"
