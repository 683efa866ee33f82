"""Every setting an operator may set, typed and checked when a process starts.

Values come from the environment and from ``.env`` beside the Makefile; names carry no
prefix except where they would collide. ``docs/settings.md`` is made from this class.
"""

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parents[2]


class Environment(BaseSettings):
    """The settings of one installation. Unset database and broker mean: embedded ones."""

    model_config = SettingsConfigDict(env_file=PROJECT / ".env", extra="ignore")

    home: Path = Field(
        default=PROJECT / ".citydesk",
        validation_alias="CITYDESK_HOME",
        description="Data folder: embedded servers, files, keys.",
    )
    database_url: SecretStr | None = Field(
        default=None,
        validation_alias="DATABASE_URL",
        description="PostgreSQL 15 or newer, as the owner of the database; unset = embedded.",
    )
    broker_url: SecretStr | None = Field(
        default=None,
        validation_alias="BROKER_URL",
        description="RabbitMQ (amqp://) or Redis (redis://); unset = embedded.",
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
            "Signs sessions and derives the database log-ins; unset = made once in the data folder."
        ),
    )
    debug: bool = Field(
        default=False,
        validation_alias="CITYDESK_DEBUG",
        description="Developer's error pages. Never on a machine that others reach.",
    )
    bind: str = Field(
        default="127.0.0.1:8000",
        validation_alias="CITYDESK_BIND",
        description="Address and port of the web server. Outside loopback TLS is required.",
    )
    behind_tls: bool = Field(
        default=False,
        validation_alias="CITYDESK_BEHIND_TLS",
        description=(
            "Listening on loopback, but browsers arrive by TLS through a proxy on this machine."
        ),
    )
    allowed_hosts: str = Field(
        default="localhost,127.0.0.1,[::1]",
        validation_alias="CITYDESK_HOSTS",
        description="Host names that the server answers to, separated by commas.",
    )
    module_path: str = Field(
        default="",
        validation_alias="CITYDESK_MODULE_PATH",
        description=(
            "Further folders with modules (each a folder with module.toml), separated by colons."
        ),
    )


@cache
def environment() -> Environment:
    """The settings of this process, read once."""
    return Environment()
