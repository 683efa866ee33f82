"""Every way a command may fail, told in one clear line with a stable code."""

import errno
import json
import sys
import traceback

import click
import django.db
import kombu.exceptions
import psycopg2
from django.core.exceptions import AppRegistryNotReady, ImproperlyConfigured

from core.cli.language import said
from core.errors import DomainError
from core.runtime.errors import (
    BrokerUnreachable,
    DatabaseFailed,
    DatabaseUnreachable,
    DiskFull,
    FileUnusable,
)
from core.settings.endpoints import broker_url, database_url, shown
from core.settings.environment import environment

_DISK_FULL = "53100"


def refusal_of(error: BaseException) -> DomainError | None:
    """The refusal that ``error`` means to whoever typed the command; None if it is a bug."""
    if isinstance(error, DomainError):
        return error
    if isinstance(error, django.db.OperationalError | psycopg2.OperationalError):
        return _database_refusal(error)
    if isinstance(error, kombu.exceptions.OperationalError):
        where = shown(broker_url(environment()))
        return BrokerUnreachable(address=where, reason=_first_line(error))
    if isinstance(error, OSError):
        return _file_refusal(error)
    return None


def tell(error: DomainError, *, as_json: bool) -> None:
    """One line for the person; for ``--json`` the document as well."""
    message = text_of(error)
    click.echo(f"{said('未完成')} [{error.code}] {message}", err=True)
    if as_json:
        document = {"error": {"code": error.code, "message": message}}
        click.echo(json.dumps(document, ensure_ascii=False))


def tell_bug(error: BaseException, *, as_json: bool) -> None:
    """A bug: the trace, so that it can be reported."""
    traceback.print_exception(error, file=sys.stderr)
    if as_json:
        document = {"error": {"code": "bug", "message": type(error).__name__}}
        click.echo(json.dumps(document))


def text_of(error: DomainError) -> str:
    """The message; what is said before Django is set up is translated without it."""
    if isinstance(error.message, str):
        facts = {name: said(str(fact)) for name, fact in error.facts.items()}
        return said(error.message) % facts
    try:
        return str(error)
    except (AppRegistryNotReady, ImproperlyConfigured):
        return f"{error.code} {error.facts}"


def _database_refusal(error: Exception) -> DomainError:
    source = error.__cause__ if isinstance(error, django.db.Error) else error
    code = getattr(source, "pgcode", None)
    reason = _first_line(error)
    if code == _DISK_FULL:
        return DiskFull(folder=reason, free="0 MB", needed="?")
    if code is not None:
        return DatabaseFailed(state=code, reason=reason)
    return DatabaseUnreachable(address=shown(database_url(environment())), reason=reason)


def _file_refusal(error: OSError) -> DomainError | None:
    if error.errno == errno.ENOSPC:
        return DiskFull(folder=error.filename or ".", free="0 MB", needed="?")
    if error.filename is not None and error.errno in (errno.ENOENT, errno.EACCES, errno.EISDIR):
        return FileUnusable(file=error.filename, reason=error.strerror)
    return None


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
