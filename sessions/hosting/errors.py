"""What people see when a page cannot be shown. Plain words; the details are in the log."""

import re
import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ..core.attempts import network_of
from ..core.database import DATABASE_AWAY
from ..core.queries import find_session
from ..join.codes import normalise
from ..join.views import count_wrong_code, too_many_words, why_not_found
from ..wire.errors import Code, Refused

FOLDER = "sessions/errors"
COME_BACK_SECONDS = 5
_SESSION_PATH = re.compile(r"/s/(?P<code>[^/]{1,40})/(?P<needs_link>desk/|screen/|remote/|report/|[hmw]/)?")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return render(request, f"{FOLDER}/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return render(request, f"{FOLDER}/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, because the form was too old or the browser keeps no cookies."""
    return render(request, f"{FOLDER}/403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with the field for a code: most who come here mistyped one, or lost their link."""
    path = _SESSION_PATH.match(request.path_info)
    if not path:
        return render(request, f"{FOLDER}/404.html", status=404)
    code = normalise(path["code"])
    if not code or not find_session(code):
        seconds = count_wrong_code(network_of(request)) if code else 0
        words = too_many_words(seconds) if seconds else why_not_found(path["code"])
        context = {"typed": path["code"], "join_error": words}
        response = render(request, f"{FOLDER}/404.html", context, status=429 if seconds else 404)
        if seconds:
            response["Retry-After"] = str(seconds)
        return response
    page = "403" if path["needs_link"] else "404"
    return render(request, f"{FOLDER}/{page}.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 where the database is away. Uses neither the request nor the database: they may be what failed."""
    error = sys.exception()
    if isinstance(error, DATABASE_AWAY) or (isinstance(error, Refused) and error.code is Code.UNAVAILABLE):
        return HttpResponse(unavailable_page(), status=503, headers={"Retry-After": COME_BACK_SECONDS})
    return HttpResponse(render_to_string(f"{FOLDER}/500.html"), status=500)


def unavailable_page() -> str:
    """What people see while the database takes nothing or is away."""
    return render_to_string(f"{FOLDER}/503.html")
