"""What is asked of a trail: by whom, what, on what, when, how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db.models import Q, QuerySet
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Sought:
    """The filters of a trail; an empty one lets everything through."""

    person: str = ""
    action: str = ""
    subject: str = ""
    result: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Self:
        """What an address asks for; nonsense asks for nothing."""
        texts = ("person", "action", "subject", "result")
        found = {name: words.get(name, "").strip()[:100] for name in texts}
        return cls(**found, since=_day(words.get("since", "")), until=_day(words.get("until", "")))

    def among(self, lines: QuerySet[Any]) -> QuerySet[Any]:
        """Those of ``lines`` that are sought."""
        wanted = Q()
        if self.person:
            wanted &= Q(person_name__icontains=self.person)
        if self.action:
            wanted &= Q(action__startswith=self.action)
        if self.subject:
            wanted &= Q(subject__icontains=self.subject)
        if self.result:
            wanted &= Q(result=self.result)
        if self.since:
            wanted &= Q(at__gte=_midnight(self.since))
        if self.until:
            wanted &= Q(at__lt=_midnight(self.until + timedelta(days=1)))
        return lines.filter(wanted)


def timeline(lines: QuerySet[Any], subject: str) -> QuerySet[Any]:
    """Everything that was done to one object, the first act first."""
    return lines.filter(subject=subject).order_by("at", "id")


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if date(2000, 1, 1) <= found <= date(2100, 1, 1) else None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
