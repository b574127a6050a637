"""`{% script "attendee" %}` links the one script of a page."""

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def script(page: str) -> SafeString:
    """The `<script>` of a page of `qa_server.scripts.PAGES`."""
    url = reverse("script", kwargs={"version": settings.ASSET_VERSION, "page": page})
    return format_html('<script type="module" src="{}"></script>', url)
