"""Reading personal data leaves a line as well: one for each page, not one for each person."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.utils import timezone

from core.audit.line import Act
from core.audit.writing import write
from core.contracts.people import Person

View = Callable[..., Any]
#: Of every reading, whatever was read.
ACTION = "personal_data.read"


def note_reading(*, by: Person, at: datetime, subject: str, fields: tuple[str, ...]) -> None:
    """Note that ``by`` was shown ``fields`` of the people on ``subject`` (a page, an export)."""
    write(Act(ACTION, at, subject, detail={"fields": list(fields)}), by)


def reads_personal_data(subject: str, *fields: str) -> Callable[[View], View]:
    """Mark a view that shows ``fields`` of people: an answer with them leaves its line.

    Goes inside the access rule, next to the view. What was refused or redirected shows nobody.
    """

    def mark(view: View) -> View:
        @wraps(view)
        def noted(request: Any, *args: Any, **kwargs: Any) -> Any:
            answer = view(request, *args, **kwargs)
            if answer.status_code == 200:
                note_reading(by=request.person, at=timezone.now(), subject=subject, fields=fields)
            return answer

        return noted

    return mark
