"""Acts that are refused."""

from collections.abc import Callable
from typing import Any

import pytest

from sessions.wire.errors import Refused


def code_of(act: Callable[..., Any], /, *args: Any, **fields: Any) -> str:
    """The code an act is refused with; fails where it is not refused."""
    with pytest.raises(Refused) as caught:
        act(*args, **fields)
    return caught.value.code.value
