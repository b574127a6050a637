"""Icons from static/vendor/lucide: `{% icons "check x" %}` once per page, then `{% icon "check" %}`."""

import re
from functools import cache

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_INNER = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)


@register.simple_tag
def icons(names: str) -> SafeString:
    """A hidden sprite of exactly these icons, as `<symbol id="i-NAME">`."""
    symbols = format_html_join(
        "",
        '<symbol id="i-{}" viewBox="0 0 24 24">{}</symbol>',
        ((name, _drawing(name)) for name in names.split()),
    )
    return format_html('<svg class="sprite" width="0" height="0" aria-hidden="true">{}</svg>', symbols)


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon of the page's sprite. It says nothing to a screen reader: put words beside it."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@cache
def _drawing(name: str) -> SafeString:
    svg = (settings.BASE_DIR / "static" / "vendor" / "lucide" / f"{name}.svg").read_text()
    drawing = _INNER.search(svg)
    if drawing is None:
        raise ValueError(f"{name}.svg is not an icon")
    return mark_safe(re.sub(r"\s+", " ", drawing[1]).strip())  # our own file
