#!/usr/bin/env python
"""Django's command line for Openfloor."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError

# As a server that cannot start (qa_server/asgi.py), so that whoever starts it knows not to try again.
CANNOT_START = 3

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qa_server.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.stderr.write(f"Openfloor cannot start: {error}\n")
        sys.exit(CANNOT_START)
    except DatabaseError as error:
        # Out of reach, locked, no database at all. Others are faults of ours, whose traceback is needed.
        if type(error) not in (DatabaseError, OperationalError):
            raise
        from qa_server.databases import reason

        sys.exit(f"Openfloor cannot use its database: {reason(error)}")
