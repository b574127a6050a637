"""Addresses of starting, listing and signing in."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path, re_path

from . import views

sign_in = LoginView.as_view(template_name="sessions/hosting/sign_in.html", redirect_authenticated_user=True)

urlpatterns = [
    path("host/", views.own_sessions, name="host"),
    path("host/start", views.start, name="start"),
    path("host/<int:session_id>/duplicate", views.duplicate, name="duplicate"),
    re_path(r"^host/(?P<session_id>\d{1,18})/(?P<page>desk|screen)$", views.open_own, name="open_own"),
    path("s/<str:code>/poster/", views.poster, name="poster"),
    path("accounts/sign-in/", sign_in, name="sign_in"),
    path("accounts/sign-out/", LogoutView.as_view(), name="sign_out"),
]
