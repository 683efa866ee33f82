"""The running city as one process tree: pages, live updates, background jobs, the scheduler."""

import socket
import sys
from collections.abc import Callable

from core.runtime.children import Part, Write
from core.runtime.errors import PortTaken, ServiceLost
from core.runtime.ports import choose, is_free
from core.runtime.services import Services
from core.runtime.supervisor import Supervisor
from core.settings.environment import Environment, setting_name
from core.settings.transport import tls_pair

_ANY = ("0.0.0.0", "::")  # noqa: S104 - recognised, not chosen


def serve(
    env: Environment, services: Services, *, write: Write, ready: Callable[[str], None]
) -> None:
    """Run the city until a signal ends it; ``ready`` is told its address once it answers.

    Raises ``PortTaken`` before anything starts, ``ServiceError`` when a part or an embedded
    service cannot be kept alive; nothing is left running then.
    """
    require_free_port(env)
    env = with_live_port(env)
    watch = _Watch(env, services, ready)
    Supervisor(parts(env), write=write, watch=watch).run()


def require_free_port(env: Environment) -> None:
    """Raise ``PortTaken`` if somebody else listens where pages or live updates should be."""
    if not is_free(env.port, env.host):
        raise PortTaken(address=env.bind)
    if env.live_port and not is_free(env.live_port, env.host):
        raise PortTaken(address=f"{env.bind.rpartition(':')[0]}:{env.live_port}")


def with_live_port(env: Environment) -> Environment:
    """The settings with the port of the live updates decided: the next one, if none is set.

    On this machine alone any other free port does as well; pages are told which.
    """
    if env.live_port is not None:
        return env
    following = env.port % 65535 + 1
    port = choose(following) if env.on_loopback else following
    return env.model_copy(update={"live_port": port})


def parts(env: Environment) -> list[Part]:
    """The processes of the tree."""
    python = {
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "core.settings.django",
        # A newcomer in a container is root; Celery's advice on that belongs into our guide.
        "PYTHONWARNINGS": "ignore:You're running the worker",
        setting_name("demo"): str(env.demo),
        setting_name("live_port"): str(env.live_port or 0),
    }
    live = Part("live", [sys.executable, "-m", "core.notices.live"], python)
    return [
        *([live] if env.live_port else []),
        Part("web", _web(env), python),
        Part("worker", _worker(env), python, grace=30),
        Part("scheduler", [sys.executable, "-m", "core.jobs"], python),
    ]


def address(env: Environment) -> str:
    """The address to type into a browser."""
    scheme = "https" if tls_pair(env) else "http"
    host = env.allowed_hosts.split(",")[0] if env.host in _ANY else env.bind.rpartition(":")[0]
    return f"{scheme}://{host}:{env.port}/"


def _web(env: Environment) -> list[str]:
    pair = tls_pair(env)
    tls = ["--certfile", str(pair.certificate), "--keyfile", str(pair.key)] if pair else []
    return [
        *(sys.executable, "-m", "gunicorn", "core.settings.wsgi"),
        *("--bind", env.bind),
        *("--worker-class", "gthread"),
        *("--workers", str(env.web_processes)),
        *("--threads", str(env.web_threads)),
        "--preload",
        # A connection's catalogue cache grows with each unit it has seen.
        *("--max-requests", "5000", "--max-requests-jitter", "500"),
        *("--timeout", "60", "--graceful-timeout", "10"),
        *("--log-level", "warning"),
        *tls,
    ]


def _worker(env: Environment) -> list[str]:
    return [
        *(sys.executable, "-m", "celery", "--app", "core.jobs.celery", "--quiet", "worker"),
        *("--concurrency", str(env.job_processes)),
        *("--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


class _Watch:
    """Tells once that the pages answer; ends all when an embedded service is given up."""

    def __init__(self, env: Environment, services: Services, ready: Callable[[str], None]) -> None:
        self._env = env
        self._services = services
        self._ready: Callable[[str], None] | None = ready

    def __call__(self) -> None:
        if not self._services.are_kept():
            raise ServiceLost(folder=self._env.home / "log")
        if self._ready and self._answers():
            self._ready(address(self._env))
            self._ready = None

    def _answers(self) -> bool:
        host = "localhost" if self._env.host in _ANY else self._env.host
        try:
            socket.create_connection((host, self._env.port), timeout=1).close()
        except OSError:
            return False
        return True
