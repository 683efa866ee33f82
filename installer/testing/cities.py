"""Cities for tests: a copy of the prepared one, committed for real and dropped afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from tenancy.installation import Names
from tenancy.prepare import close_doors
from tenancy.throwaway import drop_roles, new_database, roles_of


@contextmanager
def copied_city(base_city: tuple[str, Names], blocker: Any) -> Iterator[Names]:
    """A city of its own; what its units' makers leave in the cluster goes with it."""
    base, names = base_city
    with blocker.unblock():
        roles = roles_of(names)
        with new_database(template=base):
            with connections["owner"].cursor() as cursor:
                close_doors(cursor, names)
            yield names
        drop_roles(names, but=roles)
