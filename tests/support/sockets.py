"""A client of the live engine: keeps a model, records every frame, does commands."""

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any, Self
from urllib.parse import urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from . import model

PATIENCE_SECONDS = 30.0
SEND_AGAIN_SECONDS = 0.1
MOST_TOLD = 1500  # characters of a frame in a failure

_ids = itertools.count(1)  # of all sockets: two tabs of one person must not repeat each other


class Refused(Exception):
    """The server refused a command: its code, the words for people, the seconds to wait or None."""

    def __init__(self, code: str, message: str, retry_after: float | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.retry_after = code, message, retry_after


class LiveSocket:
    """One open socket. `model` is {rev, state, you}; `raw` every frame as it came; `frames` the same, read."""

    def __init__(self, connection: ClientConnection, base: str, start: model.Model | None = None) -> None:
        self.base = base
        self.began = self.model = start or model.empty()
        self.raw: list[str] = []
        self.frames: list[dict[str, Any]] = []
        self._connection = connection
        self._waiting: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._news = asyncio.Event()
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def open(
        cls,
        base: str,
        path: str,
        *,
        cookies: str = "",
        origin: str | None = "",
        start: model.Model | None = None,
        headers: dict[str, str] | list[tuple[str, str]] | None = None,
        **more: Any,
    ) -> Self:
        """Connect to `path` of the server at `base`, an http:// address. With `start` (a model) only news comes.

        `origin` empty is the server's own, None sends none.
        """
        address = f"ws://{urlsplit(base).netloc}{path}" + (f"?rev={start['rev']}" if start else "")
        extra = [("Cookie", cookies)] if cookies else []
        extra += headers.items() if isinstance(headers, dict) else headers or []
        options = {"compression": None, "max_size": None, "proxy": None, "ping_interval": None, **more}
        connection = await connect(
            address, origin=base if origin == "" else origin, additional_headers=extra, **options
        )
        return cls(connection, base, start)

    # --- doing -------------------------------------------------------------------------------------------

    async def do(self, name: str, /, *, command_id: str = "", **fields: Any) -> dict[str, int]:
        """Do a command; returns the "d" of its "ok". Raises Refused."""
        command_id = command_id or f"command-{next(_ids)}"
        answer = await self.exchange({"t": name, "id": command_id, "d": fields})
        if answer["t"] == "ok":
            return answer.get("d", {})
        raise Refused(**answer["d"])

    async def do_in_the_end(self, name: str, /, *, command_id: str = "", **fields: Any) -> dict[str, int]:
        """Do a command as pages do: send it again, under the same id, as long as the server is not able to."""
        command_id = command_id or f"command-{next(_ids)}"
        deadline = asyncio.get_running_loop().time() + PATIENCE_SECONDS
        while True:
            try:
                return await self.do(name, command_id=command_id, **fields)
            except Refused as refused:
                if refused.code != "unavailable" or asyncio.get_running_loop().time() > deadline:
                    raise
            await asyncio.sleep(SEND_AGAIN_SECONDS)

    async def exchange(self, frame: dict[str, Any]) -> dict[str, Any]:
        """Send a frame and return the answer to its id."""
        answer = self._waiting[frame["id"]] = asyncio.get_running_loop().create_future()
        await self.send(frame)
        try:
            return await asyncio.wait_for(answer, PATIENCE_SECONDS)
        except TimeoutError:
            raise AssertionError(f"no answer to {frame!r}; {self._story()}") from None
        finally:
            self._waiting.pop(frame["id"], None)

    async def send(self, frame: dict[str, Any] | str | bytes) -> None:
        """Send a frame, or text or bytes as they are."""
        await self._connection.send(json.dumps(frame) if isinstance(frame, dict) else frame)

    # --- waiting -----------------------------------------------------------------------------------------

    async def until(
        self, fact: Callable[[model.Model], Any], what: str = "", within: float = PATIENCE_SECONDS
    ) -> Any:
        """Wait until `fact` of the model is true; returns it. The failure tells what was there instead."""
        return await self._until(lambda: self.model["state"] is not None and fact(self.model), what, within)

    async def frame(self, kind: str, within: float = PATIENCE_SECONDS, **fields: Any) -> dict[str, Any]:
        """Wait for the first frame of a kind, e.g. frame("bye"), with these fields."""

        def found() -> dict[str, Any] | None:
            return next((f for f in self.frames if f["t"] == kind and f.items() >= fields.items()), None)

        return await self._until(found, f"a frame {kind!r} {fields or ''}", within)

    async def closed(self, within: float = PATIENCE_SECONDS) -> int | None:
        """Wait until the server has closed; returns the code."""
        await asyncio.wait_for(asyncio.shield(self._reader), within)
        return self._connection.close_code

    async def close(self) -> None:
        """Leave."""
        await self._connection.close()
        await asyncio.wait({self._reader})

    @property
    def handshake(self) -> Any:
        """The headers of the server's answer to the handshake."""
        return self._connection.response.headers

    @property
    def state(self) -> dict[str, Any]:
        """The state, with its lists in one order."""
        return model.sorted_state(self.model["state"])

    @property
    def you(self) -> dict[str, Any]:
        """One's own votes, answers and questions."""
        return self.model["you"]

    def stop_reading(self) -> None:
        """Be a phone in a lift: take nothing more from the network. Open with `max_queue=1`."""
        self._reader.cancel()

    def read_on(self) -> None:
        """Be back from the lift."""
        self._reader = asyncio.create_task(self._read())

    async def _until(self, fact: Callable[[], Any], what: str, within: float) -> Any:
        deadline = asyncio.get_running_loop().time() + within
        while not (result := fact()):
            self._news.clear()
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or self._reader.done():
                why = "the server closed the socket" if self._reader.done() else f"not within {within:g} s"
                raise AssertionError(f"{why}: {what or 'what was waited for'}; {self._story()}")
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                continue
        return result

    async def _read(self) -> None:
        try:
            async for text in self._connection:
                self.raw.append(text if isinstance(text, str) else text.decode())
                frame = json.loads(text)
                self.frames.append(frame)
                self.model = model.apply(self.model, frame)
                answer = self._waiting.get(frame.get("id", ""))
                if answer and not answer.done():
                    answer.set_result(frame)
                self._news.set()
        except ConnectionClosed:
            pass
        finally:
            for answer in self._waiting.values():
                if not answer.done():
                    answer.set_exception(ConnectionError("the socket was closed before the answer"))
                    answer.exception()  # whoever waits hears of it, and nobody need wait
            self._news.set()

    def _story(self) -> str:
        last = "\n  ".join(_short(raw) for raw in self.raw[-6:])
        return (
            f"after {len(self.raw)} frames the model is {_short(str(self.model))}; the last frames:\n  {last}"
        )


def _short(text: str) -> str:
    return text if len(text) <= MOST_TOLD else f"{text[:MOST_TOLD]}… ({len(text)} characters)"
