"""The addresses of a running session."""

from django.urls import path, re_path

from . import http, pages, preview

urlpatterns = [
    path("s/<str:code>/", pages.attendee_page, name="attendee"),
    path("s/<str:code>/do", http.do, name="do"),
    path("s/<str:code>/state", http.state, name="state"),
    path("s/<str:code>/you", http.you, name="you"),
    path("s/<str:code>/desk/", pages.desk_page, name="desk"),
    path("s/<str:code>/preview/<int:poll_id>/", preview.preview_page, name="preview"),
    path("s/<str:code>/screen/", pages.screen_page, name="screen"),
    path("s/<str:code>/remote/", pages.remote_page, name="remote"),
    path("s/<str:code>/links/rotate", pages.rotate, name="rotate_link"),
    re_path(
        r"^s/(?P<code>[0-9]{7})/(?P<role>[hmw])/(?P<token>[A-Za-z0-9_-]{1,64})$",
        pages.open_link,
        name="open_link",
    ),
]
