"""L9: ``schema_context(database=…)`` restores another connection to the default one's tenant."""

import pytest
from django.db import ProgrammingError, connections

from core.context import open_unit
from core.people.models import Department


def test_plain_django_tenants_moves_the_other_connection(plain_leaks):
    assert plain_leaks["l9"] == {"says": "a0", "reads": ["a0"]}  # it was in a1 before


def test_a_units_scope_touches_only_the_default_connection(parks, lawn, names_in):
    with open_unit(parks):
        assert names_in() == ["绿化股"]
        for alias in ("ddl", "owner"):
            with connections[alias].cursor() as cursor:
                cursor.execute("SELECT current_user = session_user, to_regclass('department')")
                assert cursor.fetchone() == (True, None)
            with pytest.raises(ProgrammingError, match="does not exist"):
                Department.objects.using(alias).count()
        assert names_in() == ["绿化股"]
