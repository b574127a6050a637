"""What is generated from the classes of the wire fits them: docs/protocol.md and the JavaScript twin."""

from django.core.management import call_command


def test_docs_and_the_javascript_twin_are_of_today():
    call_command("generate_protocol", check=True)
