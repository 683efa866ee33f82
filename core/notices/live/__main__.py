"""``python -m core.notices.live``: the live process, on the same address as the pages."""

import logging

import uvicorn

from core.notices.live.app import LiveApp
from core.settings.environment import environment
from core.settings.transport import tls_pair


def main() -> None:
    """Serve until SIGTERM or SIGINT. No access log: it would keep the tokens."""
    env = environment()
    pair = tls_pair(env)
    logging.basicConfig(level=logging.WARNING)
    uvicorn.run(
        LiveApp(env),
        host=env.host,
        port=env.live_port or 0,
        ssl_certfile=pair.certificate if pair else None,
        ssl_keyfile=pair.key if pair else None,
        access_log=False,
        log_level="warning",
        ws="none",
        timeout_graceful_shutdown=2,
        server_header=False,
    )


if __name__ == "__main__":
    main()
