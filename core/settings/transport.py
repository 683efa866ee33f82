"""TLS: which certificate the web server shows, and whether pages travel by TLS at all."""

from dataclasses import dataclass
from pathlib import Path

from core.settings.environment import Environment


@dataclass(frozen=True, slots=True)
class KeyPair:
    """The files of a certificate and its private key."""

    certificate: Path
    key: Path


def own_pair(env: Environment) -> KeyPair:
    """Where ``citydesk serve --make-certificate`` puts what it makes."""
    folder = env.home / "tls"
    return KeyPair(folder / "certificate.pem", folder / "key.pem")


def tls_pair(env: Environment) -> KeyPair | None:
    """The configured pair; outside loopback else the one of our own; None = plain HTTP."""
    if env.tls_cert is not None and env.tls_key is not None:
        return KeyPair(env.tls_cert, env.tls_key)
    made = own_pair(env)
    return made if not env.on_loopback and made.certificate.exists() else None


def travels_by_tls(env: Environment) -> bool:
    """Whether browsers reach the server by TLS: always, except on the machine itself."""
    return env.behind_tls or not env.on_loopback or tls_pair(env) is not None


def public_address(env: Environment) -> str:
    """How people reach the platform, without a slash at the end."""
    if env.public_url:
        return env.public_url.rstrip("/")
    scheme = "https" if travels_by_tls(env) else "http"
    port = "" if env.behind_tls else f":{env.port}"
    return f"{scheme}://{env.allowed_hosts.split(',')[0].strip()}{port}"


def live_way(env: Environment) -> str:
    """Where pages find the live updates: a path, ``:port`` of the same host, or '' = nowhere."""
    if not env.live_port:
        return ""
    if env.live_path:
        return env.live_path
    return "" if env.behind_tls else f":{env.live_port}"


def web_origins(env: Environment) -> frozenset[str]:
    """The origins of our own pages, as browsers write them."""
    scheme, standard = ("https", 443) if travels_by_tls(env) else ("http", 80)
    port = "" if env.port == standard or env.behind_tls else f":{env.port}"
    names = (name.strip() for name in env.allowed_hosts.split(","))
    return frozenset({public_address(env), *(f"{scheme}://{name}{port}" for name in names)})
