"""`{% stylesheet "attendee" %}` links the one stylesheet of a page."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def stylesheet(page: str) -> SafeString:
    """The `<link>` to a page of `qa_server.stylesheets.PAGES`."""
    url = reverse("stylesheet", kwargs={"version": settings.ASSET_VERSION, "page": page})
    return format_html('<link rel="stylesheet" href="{}">', url)
