"""What tests of polls begin with."""

import pytest

from sessions.wire.roles import Role
from tests.support.rooms import Room


@pytest.fixture
def room():
    return Room()


@pytest.fixture
def shown(room):
    """A poll as a role is shown it; None where it is not."""

    def shown(poll, role=Role.ATTENDEE):
        return next((one for one in room.sees(role)["polls"] if one["id"] == poll), None)

    return shown
