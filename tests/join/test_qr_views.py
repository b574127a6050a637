"""QR codes over HTTP."""

import io

import pytest
import zxingcpp
from PIL import Image

from sessions.hosting.actions import create_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(settings):
    settings.PUBLIC_URL = "https://ask.example.org"
    return create_session("Trust", code="3821214")


def read(response):
    return [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(response.content)))]


def test_png_carries_the_public_address_of_the_session(client, session):
    response = client.get("/s/3821214/qr.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert read(response) == ["https://ask.example.org/s/3821214/"]


def test_qr_does_not_care_which_host_was_asked(client, session, settings):
    settings.ALLOWED_HOSTS = ["*"]
    asked = client.get("/s/3821214/qr.png", headers={"host": "evil.example"})
    assert read(asked) == ["https://ask.example.org/s/3821214/"]


def test_svg_is_an_svg(client, session):
    response = client.get("/s/3821214/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert b"<svg " in response.content


def test_qr_may_be_cached_by_anybody(client, session):
    response = client.get("/s/3821214/qr.svg")
    assert response["Cache-Control"] == "public, max-age=86400"
    assert not response.cookies


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_qr_is_shown_unless_a_download_is_asked_for(client, session, suffix):
    assert "Content-Disposition" not in client.get(f"/s/3821214/qr.{suffix}").headers
    saved = client.get(f"/s/3821214/qr.{suffix}?download")
    assert saved["Content-Disposition"] == f'attachment; filename="openfloor-3821214.{suffix}"'


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_qr_of_no_session_is_not_found(client, session, suffix):
    assert client.get(f"/s/1234567/qr.{suffix}").status_code == 404
