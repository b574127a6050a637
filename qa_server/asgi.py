"""The entry point of every server: static files, sockets, pages."""

import os
import sys
from pathlib import Path

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

# With this code uvicorn does not start the process again: it would fail the same way.
STARTUP_FAILURE = 3

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qa_server.settings")
try:
    django_application = get_asgi_application()
except ImproperlyConfigured as error:
    sys.stderr.write(f"Openfloor cannot start: {error}\n")
    sys.exit(STARTUP_FAILURE)

from django.conf import settings  # noqa: E402  (after Django is set up)
from django.contrib import admin  # noqa: E402
from servestatic import ServeStaticASGI  # noqa: E402

from sessions.live.front import Front  # noqa: E402
from sessions.live.polling import Polling  # noqa: E402
from sessions.live.posting import Posting  # noqa: E402
from sessions.live.routing import websocket_urlpatterns  # noqa: E402

from .bodies import Bodies  # noqa: E402
from .bounded_cookies import BoundedCookies  # noqa: E402
from .connections import raise_file_limit  # noqa: E402
from .database_away import DatabaseAway  # noqa: E402
from .databases import bound_transactions  # noqa: E402
from .headers import SecurityHeaders  # noqa: E402
from .incoming import Incoming  # noqa: E402
from .kept_files import KeptFiles  # noqa: E402
from .lifespan import lifespan  # noqa: E402
from .metrics import Metrics  # noqa: E402
from .page_turns import PageTurns  # noqa: E402

raise_file_limit()
bound_transactions(settings.DATABASES["default"])

# Files are served from where they are. Each is under the version of all of them (settings.STATIC_URL), so
# browsers may keep it for good.
pages = ServeStaticASGI(
    KeptFiles(PageTurns(django_application)),
    root=settings.BASE_DIR / "static",
    prefix=settings.STATIC_URL,
    immutable_file_test=lambda path, url: not settings.DEBUG,
    autorefresh=settings.DEBUG,
    allow_all_origins=False,
)
pages.add_files(Path(admin.__path__[0]) / "static", prefix=settings.STATIC_URL)
# What is asked for most, from memory and before Django.
quick = DatabaseAway(Polling(Posting(Front(pages))))
application = ProtocolTypeRouter(
    {
        "http": SecurityHeaders(Bodies(Incoming(BoundedCookies(Metrics(quick))))),
        "websocket": URLRouter(websocket_urlpatterns),
        "lifespan": lifespan,
    }
)
