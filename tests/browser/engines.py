"""The other browsers of a hall: WebKit (half of the phones are Safari) and Firefox, each driven by its own protocol."""

import asyncio
import itertools
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, Self

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from websockets.asyncio.client import ClientConnection, connect

from ..support.processes import free_port

MINI_BROWSERS = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
PATIENCE_SECONDS = 30.0
FIRST_DISPLAY, LAST_DISPLAY = 90, 190


class Engine(Protocol):
    """A browser with one page. `run` is the value of a JavaScript expression."""

    async def open(self, url: str) -> None: ...
    async def run(self, expression: str) -> Any: ...
    async def type(self, selector: str, text: str) -> None: ...
    async def close(self) -> None: ...


async def shows(engine: Engine, fact: str) -> None:
    """Wait until an expression is true of the page."""
    end = asyncio.get_running_loop().time() + PATIENCE_SECONDS
    while not await engine.run(f"Boolean({fact})"):
        if asyncio.get_running_loop().time() > end:
            text = await engine.run("document.body.innerText")
            raise AssertionError(f"not so: {fact}; the page says:\n{text}")
        await asyncio.sleep(0.1)


class Display:
    """A screen that nobody sees."""

    def __init__(self) -> None:
        for number in range(FIRST_DISPLAY, LAST_DISPLAY):
            if Path(f"/tmp/.X{number}-lock").exists():
                continue
            command = ["Xvfb", f":{number}", "-screen", "0", "500x900x24", "-nolisten", "tcp"]
            self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.name = f":{number}"
            while self._process.poll() is None:
                if Path(f"/tmp/.X11-unix/X{number}").exists():
                    return
        raise RuntimeError("no display could be opened")

    def close(self) -> None:
        """Switch it off."""
        self._process.terminate()
        self._process.wait()


class WebKit:
    """WebKit's own small browser."""

    def __init__(self) -> None:
        self._display = Display()
        options = Options()
        options.binary_location = str(MINI_BROWSERS[-1])
        options.add_argument("--automation")
        env = {**os.environ, "DISPLAY": self._display.name, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        service = Service(shutil.which("WebKitWebDriver"), port=free_port(), env=env)
        self._driver = webdriver.WebKitGTK(options=options, service=service)

    @classmethod
    async def start(cls) -> Self:
        return await asyncio.to_thread(cls)

    async def open(self, url: str) -> None:
        await asyncio.to_thread(self._driver.get, url)

    async def run(self, expression: str) -> Any:
        return await asyncio.to_thread(self._driver.execute_script, f"return {expression}")

    async def type(self, selector: str, text: str) -> None:
        def press() -> None:
            self._driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)

        await asyncio.to_thread(press)

    async def close(self) -> None:
        await asyncio.to_thread(self._driver.quit)
        await asyncio.to_thread(self._display.close)


class Firefox:
    """Firefox without a window, over WebDriver BiDi."""

    def __init__(self, process: subprocess.Popen[bytes], profile: str, line: ClientConnection) -> None:
        self._process, self._profile, self._line = process, profile, line
        self._ids = itertools.count(1)

    @classmethod
    async def start(cls) -> Self:
        profile, port = tempfile.mkdtemp(prefix="firefox-"), free_port()
        command = [
            "firefox-esr",
            "--headless",
            "--no-remote",
            "--profile",
            profile,
            "--remote-debugging-port",
            str(port),
        ]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = await asyncio.to_thread(
            subprocess.Popen, command, env={**os.environ, "HOME": profile}, **quiet
        )
        lines: list[ClientConnection] = []

        async def answers() -> bool:
            try:
                lines.append(await connect(f"ws://127.0.0.1:{port}/session", proxy=None, max_size=None))
            except OSError:
                return False
            return True

        while not await answers():
            await asyncio.sleep(0.1)
        engine = cls(process, profile, lines[0])
        await engine._do("session.new", capabilities={})
        [tree] = (await engine._do("browsingContext.getTree"))["contexts"]
        engine._page = tree["context"]
        return engine

    async def _do(self, method: str, **params: Any) -> Any:
        number = next(self._ids)
        await self._line.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(await asyncio.wait_for(self._line.recv(), PATIENCE_SECONDS))
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]

    async def open(self, url: str) -> None:
        await self._do("browsingContext.navigate", context=self._page, url=url, wait="complete")

    async def run(self, expression: str) -> Any:
        target = {"context": self._page}
        source = f"JSON.stringify([{expression}])"
        answer = await self._do(
            "script.evaluate", expression=source, target=target, awaitPromise=True, userActivation=True
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])[0]

    async def type(self, selector: str, text: str) -> None:
        await self.run(f"document.querySelector({json.dumps(selector)}).focus()")
        keys = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keys", "actions": keys}]
        await self._do("input.performActions", context=self._page, actions=actions)

    async def close(self) -> None:
        await self._line.close()
        self._process.terminate()
        await asyncio.to_thread(self._process.wait)
        shutil.rmtree(self._profile, ignore_errors=True)


ENGINES: dict[str, Callable[[], Any]] = {"webkit": WebKit.start, "firefox": Firefox.start}
