"""What every command is."""

from typing import Annotated, ClassVar

import msgspec

from .roles import Role

Id = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]  # what JavaScript can hold exactly


class Command(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One thing a client asks for. `role` is who may ask; `tag` its name on the wire."""

    tag: ClassVar[str]
    role: ClassVar[Role] = Role.MODERATOR
