"""The live process: one address, which tells a page its number whenever that changes.

Server-sent events over plain HTTP. It holds no transaction and reads no table: all it ever
learns is (account, number), from the broker.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

from core.notices.live.ear import Ear
from core.notices.live.hub import Hub
from core.notices.live.token import account_in, live_key
from core.settings.endpoints import broker_connection, broker_url
from core.settings.environment import Environment
from core.settings.secrets import secret_key
from core.settings.transport import web_origins

Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

PATH = "/live"
#: Between two numbers a line is sent now and then, so that proxies leave the stream open.
PULSE_SECONDS = 20.0


class LiveApp:
    """The ASGI application."""

    def __init__(self, env: Environment) -> None:
        self._env = env
        self._key = live_key(secret_key(env))
        self._origins = web_origins(env)
        self._hub = Hub()

    async def __call__(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        """Listen to the broker as long as the server runs."""
        loop = asyncio.get_running_loop()
        url, ssl = broker_connection(broker_url(self._env))
        ear = Ear(url, ssl, lambda counts: _call(loop, self._hub, counts))
        await receive()
        ear.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        ear.close()
        await send({"type": "lifespan.shutdown.complete"})

    async def _answer(self, scope: Mapping[str, Any], receive: Receive, send: Send) -> None:
        headers = {
            name.decode("latin-1"): text.decode("latin-1") for name, text in scope["headers"]
        }
        origin = headers.get("origin", "")
        if scope["path"].rstrip("/") == f"{PATH}/health":
            return await _short(send, 200)
        if scope["method"] != "GET" or scope["path"].rstrip("/") != PATH:
            return await _short(send, 404)
        if origin and origin not in self._origins:
            return await _short(send, 403)
        token = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        known = account_in(token, key=self._key, at=datetime.now(UTC))
        if known is None:
            return await _short(send, 403, origin)
        return await self._stream(*known, receive, send, origin)

    async def _stream(
        self, account_id: UUID, ends: datetime, receive: Receive, send: Send, origin: str
    ) -> None:
        """Tell numbers until the page is closed or the token is over."""
        line = self._hub.join(account_id)
        await send(_head(200, b"text/event-stream; charset=utf-8", origin))
        gone = asyncio.create_task(_gone(receive))
        try:
            text = b": listening\n\n"
            while not gone.done() and text:
                await send({"type": "http.response.body", "body": text, "more_body": True})
                text = await _next(line) if datetime.now(UTC) < ends else b""
        finally:
            self._hub.leave(account_id, line)
            gone.cancel()
        with suppress(OSError):
            await send({"type": "http.response.body", "body": b"", "more_body": False})


def _call(loop: asyncio.AbstractEventLoop, hub: Hub, counts: Mapping[str, int]) -> None:
    """From the ear's thread into the loop's; a loop that has ended hears nothing."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(hub.tell, counts)


async def _next(line: "asyncio.Queue[int | None]") -> bytes:
    """The next number as an event, a pulse where none comes, nothing at the end."""
    try:
        count = await asyncio.wait_for(line.get(), PULSE_SECONDS)
    except TimeoutError:
        return b": still here\n\n"
    return b"" if count is None else f"data: {count}\n\n".encode()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        continue


def _head(status: int, kind: bytes, origin: str) -> dict[str, Any]:
    headers = [
        (b"content-type", kind),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-accel-buffering", b"no"),
    ]
    if origin:
        headers += [(b"access-control-allow-origin", origin.encode()), (b"vary", b"origin")]
    return {"type": "http.response.start", "status": status, "headers": headers}


async def _short(send: Send, status: int, origin: str = "") -> None:
    await send(_head(status, b"text/plain", origin))
    await send({"type": "http.response.body", "body": b""})
