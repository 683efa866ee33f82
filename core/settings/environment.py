"""Every setting an operator may set, typed and checked when a process starts.

Values come from the environment and from ``.env`` beside the Makefile; names carry no
prefix except where they would collide. ``docs/settings.md`` is made from this class.
"""

import json
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from core.errors import DomainError

PROJECT = Path(__file__).resolve().parents[2]


def gettext_noop(text: str) -> str:
    """Mark a text that is translated where it is shown; Django's own needs the settings."""
    return text


_ = gettext_noop


class SettingInvalid(DomainError):
    """A setting cannot be used; found before Django itself is set up."""

    code = "invalid_setting"
    # Plain text: this is said before there is anything that translates (core.cli.language).
    message = _("设置 %(name)s 无效：%(reason)s。请修改环境变量或 .env，说明见 docs/settings.md。")


class Environment(BaseSettings):
    """The settings of one installation. Unset database and broker mean: embedded ones."""

    model_config = SettingsConfigDict(
        env_file=PROJECT / ".env",
        env_ignore_empty=True,
        extra="ignore",
        hide_input_in_errors=True,  # it may be a password
    )

    home: Path = Field(
        default=PROJECT / ".citydesk",
        validation_alias="CITYDESK_HOME",
        description="Data folder: embedded servers, files, keys.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description=(
            "PostgreSQL 15 or newer, as the owner of the database: "
            "`postgresql://owner:password@host:5432/name`; unset = embedded. "
            "Outside this machine the connection uses TLS; "
            "add `?sslmode=verify-full&sslrootcert=/path/ca.pem` to check the server as well."
        ),
    )
    broker_url: SecretStr | None = Field(
        default=None,
        validation_alias="BROKER_URL",
        description=(
            "RabbitMQ (`amqp://`, `amqps://`) or Redis (`redis://`, `rediss://`); "
            "unset = embedded. Outside this machine only `amqps` and `rediss`; "
            "`?ssl_ca_certs=/path/ca.pem` names the authority if it is your own."
        ),
    )
    cache_url: SecretStr | None = Field(
        default=None,
        validation_alias="CACHE_URL",
        description=(
            "Redis (`redis://`, `rediss://`) for cached values, shared by all web processes and "
            "closed to everybody else; unset = the memory of each process."
        ),
    )
    pg_bin: Path | None = Field(
        default=None,
        validation_alias="PG_BIN",
        description="Folder of other PostgreSQL programs for the embedded server.",
    )
    secret_key: SecretStr | None = Field(
        default=None,
        validation_alias="CITYDESK_SECRET_KEY",
        description=(
            "Signs sessions and derives the database log-ins (at least 32 characters); "
            "unset = made once in the data folder."
        ),
    )
    debug: bool = Field(
        default=False,
        validation_alias="CITYDESK_DEBUG",
        description="Developer's error pages. Never on a machine that others reach.",
    )
    demo: bool = Field(
        default=False,
        validation_alias="CITYDESK_DEMO",
        description=(
            "A demonstration: the style guide is open without a log-in. "
            "`citydesk demo` sets it for what it serves."
        ),
    )
    bind: str = Field(
        default="127.0.0.1:8000",
        validation_alias="CITYDESK_BIND",
        description="Address and port of the web server. Outside loopback TLS is required.",
    )
    live_port: int | None = Field(
        default=None,
        ge=0,
        le=65535,
        validation_alias="CITYDESK_LIVE_PORT",
        description=(
            "Port of the live updates, at the web server's address and by its TLS; unset = the one "
            "after CITYDESK_BIND's; 0 = none, pages ask every minute."
        ),
    )
    live_path: str = Field(
        default="",
        validation_alias="CITYDESK_LIVE_PATH",
        description=(
            "Path under which a proxy passes requests on to that port (`/live`, unbuffered); "
            "unset = browsers reach the port itself, behind a proxy pages ask every minute."
        ),
    )
    behind_tls: bool = Field(
        default=False,
        validation_alias="CITYDESK_BEHIND_TLS",
        description=(
            "Listening on loopback, but browsers arrive by TLS through a proxy on this machine, "
            "which sets X-Forwarded-Proto and appends to X-Forwarded-For."
        ),
    )
    public_url: str = Field(
        default="",
        validation_alias="CITYDESK_PUBLIC_URL",
        description=(
            "How people reach the platform, for links in messages (`https://oa.example.gov.cn`); "
            "unset = made of CITYDESK_HOSTS and CITYDESK_BIND."
        ),
    )
    allowed_hosts: str = Field(
        default="localhost,127.0.0.1,[::1]",
        validation_alias="CITYDESK_HOSTS",
        description="Host names that the server answers to, separated by commas.",
    )
    gateway_hosts: str = Field(
        default="qyapi.weixin.qq.com,oapi.dingtalk.com",
        validation_alias="CITYDESK_GATEWAY_HOSTS",
        description=(
            "Hosts that message gateways may stand on, separated by commas; no other is called."
        ),
    )
    gateway_inside: str = Field(
        default="",
        validation_alias="CITYDESK_GATEWAY_INSIDE",
        description=(
            "Of these hosts also addresses inside the network are called "
            "(an SMS gateway of the government's own network)."
        ),
    )
    tls_cert: Path | None = Field(
        default=None,
        validation_alias="CITYDESK_TLS_CERT",
        description=(
            "Certificate (PEM, with its chain) of the web server. Unset = the one made by "
            "`citydesk serve --make-certificate HOST`, if there is one."
        ),
    )
    tls_key: Path | None = Field(
        default=None,
        validation_alias="CITYDESK_TLS_KEY",
        description="Private key (PEM) of that certificate.",
    )
    web_processes: int = Field(
        default=2,
        ge=1,
        le=64,
        validation_alias="CITYDESK_WEB_PROCESSES",
        description="Processes that answer pages.",
    )
    web_threads: int = Field(
        default=4,
        ge=1,
        le=64,
        validation_alias="CITYDESK_WEB_THREADS",
        description="Pages that each of these processes answers at a time.",
    )
    job_processes: int = Field(
        default=2,
        ge=1,
        le=64,
        validation_alias="CITYDESK_JOB_PROCESSES",
        description="Processes that do background jobs.",
    )
    api_per_person: int = Field(
        default=600,
        ge=1,
        validation_alias="CITYDESK_API_PER_PERSON",
        description="Requests a minute that the API takes of one person, and of one token.",
    )
    api_per_unit: int = Field(
        default=6000,
        ge=1,
        validation_alias="CITYDESK_API_PER_UNIT",
        description="Requests a minute that the API takes for one unit, whoever asks.",
    )
    language: Literal["zh-hans", "en"] | None = Field(
        default=None,
        validation_alias="CITYDESK_LANGUAGE",
        description=(
            "Language of the command line; unset = English where LANG says so, else Chinese."
        ),
    )
    module_path: str = Field(
        default="",
        validation_alias="CITYDESK_MODULE_PATH",
        description=(
            "Further folders with modules (each a folder with module.toml), separated by colons."
        ),
    )

    file_storage: str = Field(
        default="core.files.disk.DiskStorage",
        validation_alias="CITYDESK_FILE_STORAGE",
        description=(
            "Where uploaded files are kept: the class of a Django storage back end. The default "
            "is the folder `files` of the data folder; for an object store name its class "
            "(`storages.backends.s3.S3Storage` of django-storages, which you install beside)."
        ),
    )
    file_storage_options: SecretStr | None = Field(
        default=None,
        validation_alias="CITYDESK_FILE_STORAGE_OPTIONS",
        description="What that class is made with, as a JSON object.",
    )
    clamd_url: str = Field(
        default="",
        validation_alias="CLAMD_URL",
        description=(
            "Virus scanner: `tcp://host:3310` or `unix:///path` of a clamd whose StreamMaxLength "
            "is at least 100M; unset = files are not scanned. While a scanner that is set does "
            "not answer, no file is taken."
        ),
    )

    @field_validator("home")
    @classmethod
    def _is_absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("database_url")
    @classmethod
    def _is_postgres(cls, url: SecretStr | None) -> SecretStr | None:
        return _with_scheme(url, "postgresql", "postgres")

    @field_validator("broker_url")
    @classmethod
    def _is_broker(cls, url: SecretStr | None) -> SecretStr | None:
        return _with_scheme(url, "amqp", "amqps", "redis", "rediss")

    @field_validator("cache_url")
    @classmethod
    def _is_cache(cls, url: SecretStr | None) -> SecretStr | None:
        return _with_scheme(url, "redis", "rediss")

    @field_validator("file_storage_options")
    @classmethod
    def _is_json(cls, options: SecretStr | None) -> SecretStr | None:
        try:
            known = options is None or isinstance(json.loads(options.get_secret_value()), dict)
        except ValueError:
            known = False
        if not known:
            raise ValueError(_("应为一个 JSON 对象"))
        return options

    @field_validator("clamd_url")
    @classmethod
    def _is_scanner(cls, url: str) -> str:
        parts = urlsplit(url)
        if url and not ((parts.scheme == "tcp" and parts.hostname) or parts.scheme == "unix"):
            raise ValueError("tcp://…:3310 | unix:///…")
        return url

    @field_validator("secret_key")
    @classmethod
    def _is_long(cls, key: SecretStr | None) -> SecretStr | None:
        if key is not None and len(key.get_secret_value()) < 32:
            raise ValueError(_("至少需要 32 个字符"))
        return key

    @field_validator("bind")
    @classmethod
    def _is_address(cls, bind: str) -> str:
        host, _colon, port = bind.rpartition(":")
        if not host or not port.isdigit() or not 0 < int(port) < 65536:
            raise ValueError(_("应为 地址:端口，例如 127.0.0.1:8000"))
        return bind

    @property
    def storage_options(self) -> dict[str, Any]:
        """What the storage of files is made with."""
        given = self.file_storage_options
        return dict(json.loads(given.get_secret_value())) if given else {}

    @property
    def host(self) -> str:
        """The address of ``bind`` without brackets."""
        return self.bind.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        """The port of ``bind``."""
        return int(self.bind.rpartition(":")[2])

    @property
    def on_loopback(self) -> bool:
        """Whether the web server is reached from this machine only."""
        return is_loopback(self.host)


def is_loopback(host: str | None) -> bool:
    """Whether ``host`` is this machine (none = a socket file)."""
    if not host or host.startswith("/") or host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def setting_name(field: str) -> str:
    """The variable that an operator sets for ``field``."""
    return str(Environment.model_fields[field].validation_alias)


def _with_scheme(url: SecretStr | None, *schemes: str) -> SecretStr | None:
    if url is None:
        return None
    try:
        parts = urlsplit(url.get_secret_value())
        known = parts.scheme in schemes and (parts.port or 1) > 0
    except ValueError:
        known = False
    if not known:
        raise ValueError(" | ".join(f"{scheme}://…" for scheme in schemes))
    return url


#: What pydantic would say in English only, by its kinds of error.
_REASONS = {
    "int_parsing": _("应为整数"),
    "bool_parsing": _("应为 yes 或 no"),
    "greater_than_equal": _("数字太小"),
    "less_than_equal": _("数字太大"),
    "literal_error": "zh-hans | en",
}


@cache
def environment() -> Environment:
    """The settings of this process, read once; raises ``SettingInvalid``."""
    try:
        return Environment()
    except ValidationError as error:
        first = error.errors()[0]
        reason = _REASONS.get(first["type"], str(first["msg"]).removeprefix("Value error, "))
        raise SettingInvalid(name=first["loc"][0], reason=reason) from None
