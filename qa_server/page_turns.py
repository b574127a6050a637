"""One network cannot have all pages made at once: each costs milliseconds, which votes and newcomers then wait for.

Only pages that Django makes wait here. The page of newcomers, scripts and stylesheets, polling and commands come from
before it. Checks of health cost as much as pages, and have a line of their own.
"""

import asyncio
from typing import Any
from weakref import WeakValueDictionary

from django.conf import settings

from sessions.core.attempts import Attempts, hashed, network_of_client

# Sixteen at once make a quarter more of them in a second, and let a vote wait five times as long (decision 0022).
AT_ONCE = 2
SECONDS_EACH = 0.02
# A hall behind one address may be slowed, and is never turned away.
LONGEST_WAIT_SECONDS = 2.0
CHECKS = ("/healthz", "/readyz")


class PageTurns:
    """An ASGI application before Django."""

    def __init__(self, django: Any) -> None:
        self._django = django
        self._asked = Attempts(settings.PAGES_PER_NETWORK, SECONDS_EACH)
        self._turns: WeakValueDictionary[bytes, asyncio.Semaphore] = WeakValueDictionary()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        network = network_of_client(scope)
        # Without a network: a server that is not told addresses, or what is made for everybody.
        if not network:
            await self._django(scope, receive, send)
            return
        line = network
        if scope["path"] in CHECKS:
            line += " checks"  # a balancer's are never late because of pages
        else:
            delay = self._asked.delay(network)
            self._asked.fail(network)
            if delay:
                await asyncio.sleep(min(delay, LONGEST_WAIT_SECONDS))
        turns = self._turns.setdefault(hashed(line), asyncio.Semaphore(AT_ONCE))
        page: list[Any] = []

        async def keep(message: Any) -> None:
            page.append(message)

        async with turns:
            await self._django(scope, receive, keep)
        # Only making a page needs a turn: who reads slowly, or has to wait, would keep it from the others.
        for message in page:
            await send(message)
