"""QR codes. Black on white with a quiet zone, whatever the page around it looks like."""

import io
from functools import lru_cache

import qrcode
from qrcode.image.svg import SvgPathFillImage

PNG_LEAST_PIXELS = 1200  # sharp on an A4 poster and on a slide
_BLACK_ON_WHITE, _AS_BEFORE = "\x1b[30;107m", "\x1b[0m"
QUIET_ZONE_MODULES = 4  # what the standard asks for; cameras need it on dark screens


@lru_cache(maxsize=256)
def svg(text: str) -> bytes:
    """An SVG picture that says `text`; the page or the poster chooses its size."""
    out = io.BytesIO()
    _code(text).make_image(image_factory=SvgPathFillImage).save(out)
    return out.getvalue()


@lru_cache(maxsize=256)
def png(text: str) -> bytes:
    """A PNG picture that says `text`, at least `PNG_LEAST_PIXELS` wide."""
    code = _code(text)
    code.box_size = -(-PNG_LEAST_PIXELS // (code.modules_count + 2 * QUIET_ZONE_MODULES))
    out = io.BytesIO()
    code.make_image().save(out, "PNG", optimize=True)
    return out.getvalue()


def terminal(text: str) -> str:
    """A picture of half blocks that says `text`, black on white whatever colours the terminal has."""
    out = io.StringIO()
    _code(text).print_ascii(out)
    return "\n".join(f"{_BLACK_ON_WHITE}{line}{_AS_BEFORE}" for line in out.getvalue().splitlines())


def _code(text: str) -> qrcode.QRCode:
    code = qrcode.QRCode(border=QUIET_ZONE_MODULES, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    code.make(fit=True)
    return code
