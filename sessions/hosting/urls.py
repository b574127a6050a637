"""Addresses of starting, listing and signing in."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from . import report, views
from .sign_in import SignIn

urlpatterns = [
    path("host/", views.own_sessions, name="host"),
    path("host/start", views.start, name="start"),
    path("host/<int:session_id>/duplicate", views.duplicate, name="duplicate"),
    path("host/<int:session_id>/desk", views.open_own, {"page": "desk"}, name="own_desk"),
    path("host/<int:session_id>/screen", views.open_own, {"page": "screen"}, name="own_screen"),
    path("host/<int:session_id>/report", views.open_own, {"page": "report"}, name="own_report"),
    path("s/<str:code>/poster/", views.poster, name="poster"),
    path("s/<str:code>/report/", report.report_page, name="report"),
    path("s/<str:code>/report/questions.csv", report.questions_csv, name="report_questions"),
    path("s/<str:code>/report/polls.csv", report.polls_csv, name="report_polls"),
    path("s/<str:code>/report/session.json", report.report_json, name="report_json"),
    path("accounts/sign-in/", SignIn.as_view(), name="sign_in"),
    path("accounts/sign-out/", LogoutView.as_view(), name="sign_out"),
]
