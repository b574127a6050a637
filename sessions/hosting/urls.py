"""Addresses of starting, listing and signing in."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from . import views

sign_in = LoginView.as_view(template_name="sessions/hosting/sign_in.html", redirect_authenticated_user=True)

urlpatterns = [
    path("host/", views.own_sessions, name="host"),
    path("host/start", views.start, name="start"),
    path("host/<int:session_id>/duplicate", views.duplicate, name="duplicate"),
    path("host/<int:session_id>/desk", views.open_own, {"page": "desk"}, name="own_desk"),
    path("host/<int:session_id>/screen", views.open_own, {"page": "screen"}, name="own_screen"),
    path("s/<str:code>/poster/", views.poster, name="poster"),
    path("accounts/sign-in/", sign_in, name="sign_in"),
    path("accounts/sign-out/", LogoutView.as_view(), name="sign_out"),
]
