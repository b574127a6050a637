"""The entry point of every server: static files, sockets, pages."""

import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qa_server.settings")
django_application = get_asgi_application()

from django.conf import settings  # noqa: E402  (after Django is set up)
from servestatic import ServeStaticASGI  # noqa: E402

from sessions.live.routing import websocket_urlpatterns  # noqa: E402

# Every file is under the version of all files (settings.STATIC_URL), so browsers may keep it for good.
pages = ServeStaticASGI(
    django_application,
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    immutable_file_test=lambda path, url: True,
    allow_all_origins=False,
)
application = ProtocolTypeRouter({"http": pages, "websocket": URLRouter(websocket_urlpatterns)})
