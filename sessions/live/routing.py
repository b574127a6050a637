"""Where sockets connect."""

from django.urls import re_path

from .consumer import LiveConsumer

websocket_urlpatterns = [
    re_path(r"^ws/s/(?P<code>[0-9]{7})/(?P<role>attendee|moderator|screen)$", LiveConsumer.as_asgi()),
]
