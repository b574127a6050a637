"""A session on a running server, and the people in it: host, moderators, attendees, screens, outsiders."""

import asyncio
import itertools
from typing import Any, Self

from .model import Model, sorted_state
from .servers import Deployment
from .sockets import LiveSocket
from .visitors import Visitor

TITLE = "Rebuilding trust, together"


class Talk:
    """Started by a host over HTTP. Attendees reach the processes of the deployment in turn."""

    def __init__(self, deployment: Deployment, host: Visitor, session: dict[str, Any]) -> None:
        self.deployment = deployment
        self.host = host
        self.code: str = session["code"]
        self.links: dict[str, str] = session["links"]
        self.sockets: list[LiveSocket] = []
        self._turns = itertools.count(1)

    @classmethod
    async def start(cls, deployment: Deployment, title: str = TITLE, *, moderated: bool = False) -> Self:
        """Start a session from the home page, as a host does."""
        host = Visitor(deployment.base)
        home = await host.get("/")
        fields = {"csrfmiddlewaretoken": home.csrf, "title": title} | (
            {"moderated": "on"} if moderated else {}
        )
        return cls(deployment, host, (await host.post("/host/start", fields)).data)

    @classmethod
    def join(cls, deployment: Deployment, session: dict[str, Any]) -> Self:
        """A session that is there already: its `code` and its `links` by role."""
        return cls(deployment, Visitor(deployment.base), session)

    @property
    def session_id(self) -> int:
        """The session's key in the database."""
        return self.deployment.rows(f"SELECT max(id) FROM live_sessions_session WHERE code = '{self.code}'")[
            0
        ][0]

    @property
    def path(self) -> str:
        """The attendees' address below the server's."""
        return f"/s/{self.code}/"

    # --- people with browsers ----------------------------------------------------------------------------

    def newcomer(self) -> Visitor:
        """Somebody who was never here, at the next process in turn."""
        return Visitor(self.deployment.address(next(self._turns)))

    async def visitor(self, role: str = "attendee", base: str = "") -> Visitor:
        """Somebody whose browser holds what `role` needs: they opened the page, or the capability link."""
        visitor = Visitor(base) if base else self.newcomer()
        await visitor.get(self.path if role == "attendee" else self.links[role], follow=False)
        return visitor

    # --- people with sockets -----------------------------------------------------------------------------

    async def attendee(self, visitor: Visitor | None = None, **options: Any) -> LiveSocket:
        """A phone. Without a visitor a newcomer, who gets an identity with the handshake."""
        return await self.connect("attendee", visitor or self.newcomer(), **options)

    async def moderator(self, **options: Any) -> LiveSocket:
        """Somebody at a desk who opened the moderator link."""
        return await self.connect("moderator", await self.visitor("moderator"), **options)

    async def screen(self, **options: Any) -> LiveSocket:
        """A big screen."""
        return await self.connect("screen", await self.visitor("screen"), **options)

    async def connect(
        self,
        role: str,
        visitor: Visitor,
        start: Model | None = None,
        *,
        ready: bool = True,
        everything: bool = False,
        **options: Any,
    ) -> LiveSocket:
        """Open a socket with a visitor's cookies; `ready` waits for its first state.

        `everything`: not only the first page of a long list.
        """
        options = {"cookies": visitor.cookies, **options}
        path = f"/ws/s/{self.code}/{role}" + ("?all=1" if everything else "")
        socket = await LiveSocket.open(visitor.base, path, start=start, **options)
        self.sockets.append(socket)
        if ready:
            await socket.until(lambda model: True, f"the first state of the {role}")
        return socket

    async def close(self) -> None:
        """Everybody leaves."""
        await asyncio.gather(*(socket.close() for socket in self.sockets))

    # --- what is the case --------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """The session's revision in the database."""
        sql = f"SELECT revision FROM live_sessions_session WHERE id = {self.session_id}"
        return self.deployment.rows(sql)[0][0]

    async def snapshot(self, role: str = "attendee", process: int = 0) -> dict[str, Any]:
        """The state `role` is sent by a process once it has read what is stored now; its lists in one order."""
        address = self.deployment.address(process)
        moderator = await self.visitor("moderator", address)
        # Nobody is counted for asking: a moderator's big screen is not, nor somebody without an identity.
        visitor, uncounted = (
            (Visitor(address), "")
            if role == "attendee"
            else (await self.visitor(role, address), "&page=screen")
        )
        stored = self.revision
        while True:
            # Only moderators are told of every change.
            read = await moderator.get(f"{self.path}state?role=moderator&page=screen")
            if read.status == 404:  # a link that is new, to a process that has not heard of it
                continue
            page = await visitor.get(f"{self.path}state?role={role}{uncounted}")
            assert (page.status, read.status) == (200, 200), page.text
            if read.json["rev"] >= stored:
                return sorted_state(page.json["d"])
