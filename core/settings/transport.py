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
