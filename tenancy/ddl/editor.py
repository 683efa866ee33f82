"""A schema editor that runs each statement and keeps its text."""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.backends.postgresql.schema import DatabaseSchemaEditor


class RecordingEditor(DatabaseSchemaEditor):
    """Runs on a scratch schema, so that what depends on introspection sees real tables.

    Leaves out the ``_like`` indexes that Django adds to every unique text column: they
    serve only pattern searches, which a unit's tables do not have, and each costs about
    0.9 ms and 8 kB in each of 3,600 schemas.
    """

    def __init__(self, connection: Any) -> None:
        super().__init__(connection, atomic=False)
        self.texts: list[str] = []

    def execute(self, sql: Any, params: Any = ()) -> None:
        """Run the statement and keep it with its parameters written in."""
        text = str(sql)
        if params:
            with self.connection.cursor() as cursor:
                text = cursor.mogrify(text, params).decode()
        # Parameters are written in; a literal % must not be read as a placeholder again.
        BaseDatabaseSchemaEditor.execute(self, text, None)
        self.texts.append(text.rstrip().rstrip(";"))

    def _create_like_index_sql(self, *_: Any) -> None:
        return None
