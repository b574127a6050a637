"""All addresses."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from sessions.hosting.sign_in import AdminSignInForm

from . import health, scripts, stylesheets

urlpatterns = [
    path("", include("sessions.join.urls")),
    path("", include("sessions.hosting.urls")),
    path("", include("sessions.live.urls")),
    path("language", set_language, name="set_language"),
    path("css/<str:version>/<slug:page>.css", stylesheets.serve, name="stylesheet"),
    path("js/<str:version>/<slug:page>.js", scripts.serve, name="script"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
]
if settings.HOSTING == "accounts":
    admin.site.login_form = AdminSignInForm
    urlpatterns.append(path("admin/", admin.site.urls))

handler400 = "sessions.hosting.errors.bad_request"
handler403 = "sessions.hosting.errors.forbidden"
handler404 = "sessions.hosting.errors.not_found"
handler500 = "sessions.hosting.errors.server_error"
