import io
from xml.etree import ElementTree

import zxingcpp
from PIL import Image

from sessions.join import qr

LINK = "https://ask.example.org/s/3821214/"


def test_png_says_the_link_and_nothing_else():
    picture = Image.open(io.BytesIO(qr.png(LINK)))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [LINK]


def test_png_is_large_enough_for_a_poster_and_square():
    width, height = Image.open(io.BytesIO(qr.png(LINK))).size
    assert width == height >= qr.PNG_LEAST_PIXELS


def test_png_of_a_long_address_is_read_too():
    link = f"https://{'questions.' * 12}example.org/s/3821214/"
    picture = Image.open(io.BytesIO(qr.png(link)))
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [link]


def test_svg_brings_its_own_white_ground_and_no_style():
    root = ElementTree.fromstring(qr.svg(LINK))
    ground, modules = list(root)
    assert (ground.get("fill"), modules.get("fill")) == ("white", "#000000")
    assert b"style" not in qr.svg(LINK)
    assert b"<script" not in qr.svg(LINK)


def test_svg_draws_the_same_modules_as_the_png():
    side = int(ElementTree.fromstring(qr.svg(LINK)).get("viewBox").split()[2])
    picture = Image.open(io.BytesIO(qr.png(LINK)))
    box = picture.width // side
    path = ElementTree.fromstring(qr.svg(LINK))[1].get("d")
    drawn = {tuple(map(int, step.split("H")[0].split(","))) for step in path.split("M")[1:]}
    dark = {
        (column, row)
        for row in range(side)
        for column in range(side)
        if not picture.getpixel((column * box + box // 2, row * box + box // 2))
    }
    assert drawn == dark
