"""Addresses of the home page, joining and QR codes."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("join", views.join, name="join"),
    path("s/<str:code>/qr.svg", views.qr_svg, name="qr_svg"),
    path("s/<str:code>/qr.png", views.qr_png, name="qr_png"),
]
