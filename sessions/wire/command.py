"""What every command is."""

from typing import Annotated, ClassVar

import msgspec

from .roles import Role

MOST = 2**53 - 1  # what JavaScript can hold exactly

Id = Annotated[int, msgspec.Meta(ge=1, le=MOST)]
# The client's number for an act, higher than those it used before: of two acts on one thing the higher is the newer.
# 0: the client has none, as forms without scripts; that act counts as the newest.
Counter = Annotated[int, msgspec.Meta(ge=0, le=MOST)]
# The round of a poll the answer was meant for: `epoch` of its PollState. 0: not known.
Epoch = Annotated[int, msgspec.Meta(ge=0, le=MOST)]


class Command(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One thing a client asks for. `role` is who may ask; `tag` its name on the wire."""

    tag: ClassVar[str]
    role: ClassVar[Role] = Role.MODERATOR
