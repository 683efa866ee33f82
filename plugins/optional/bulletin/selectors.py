"""Every question asked of the unit's notices."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.contracts.people import Person
from core.errors import NotFound
from core.people.public import MemberLine, active_people
from plugins.optional.bulletin.models import Notice, Reading


@dataclass(frozen=True, slots=True)
class Readers:
    """Who has read a notice and who has not, in the order of office."""

    read: Sequence[MemberLine]
    unread: Sequence[MemberLine]

    @property
    def total(self) -> int:
        """How many people the notice is for."""
        return len(self.read) + len(self.unread)


def notices_for(person: Person) -> QuerySet[Notice]:
    """The standing notices, pinned ones first, each marked ``is_read`` for ``person``."""
    own = Reading.objects.filter(notice=OuterRef("pk"), member=person.member)
    return Notice.objects.filter(withdrawn_at=None).annotate(is_read=Exists(own))


def notices_with(text: str) -> QuerySet[Notice]:
    """The standing notices with ``text`` in title or body, the newest first."""
    found = Q(title__icontains=text) | Q(body__icontains=text)
    return Notice.objects.filter(found, withdrawn_at=None).order_by("-published_at")


def notices_ending(day: date) -> QuerySet[Notice]:
    """The standing public showings that end on ``day``."""
    return Notice.objects.filter(ends_on=day, withdrawn_at=None)


def unread_by(person: Person) -> int:
    """How many standing notices ``person`` has not confirmed."""
    own = Reading.objects.filter(notice=OuterRef("pk"), member=person.member)
    return Notice.objects.filter(~Exists(own), withdrawn_at=None).count()


def notice(notice_id: UUID) -> Notice:
    """One notice, withdrawn or not; raises ``NotFound``."""
    found = Notice.objects.filter(pk=notice_id).first()
    if found is None:
        raise NotFound
    return found


def has_read(found: Notice, person: Person) -> bool:
    """Whether ``person`` has confirmed the notice."""
    return Reading.objects.filter(notice=found, member=person.member).exists()


def readers_of(found: Notice) -> Readers:
    """Who of the people working here now has read the notice."""
    read = set(Reading.objects.filter(notice=found).values_list("member_id", flat=True))
    people = active_people()
    return Readers(
        read=[one for one in people if one.member_id in read],
        unread=[one for one in people if one.member_id not in read],
    )
