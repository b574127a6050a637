"""What `create_session` promises."""

import pytest

from sessions.core.models import Session
from sessions.hosting.actions import create_session
from sessions.wire.errors import Code, Refused

pytestmark = pytest.mark.django_db


def test_code_of_an_open_session_is_refused_with_words():
    create_session("Trust", code="3821214")
    with pytest.raises(Refused) as refused:
        create_session("Budget", code="3821214")
    assert refused.value.code is Code.CODE_TAKEN
    assert refused.value.message == "An open session already has the code 3821214."
    assert Session.objects.count() == 1


def test_code_of_an_ended_session_is_free():
    Session.objects.filter(pk=create_session("Trust", code="3821214").pk).update(ended=True)
    assert create_session("Budget", code="3821214").code == "3821214"


def test_random_code_has_seven_digits():
    assert len(create_session("Trust").code) == 7
