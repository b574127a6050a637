"""What the database raises while it is away."""

from django.db import InterfaceError, OperationalError

# Out of reach, locked, its disk full: it passes. Others (DatabaseError) are faults of ours, whose traceback is needed.
DATABASE_AWAY = (OperationalError, InterfaceError)
