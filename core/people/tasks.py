"""What happened in the city to a unit's people, carried out or told in the unit."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core.inbox.public import Matter, put
from core.jobs.public import job
from core.people.selectors import members_with
from core.people.services.administrators import apply_decision


@job("people.apply_decision")
def apply(*, request_id: str, at: datetime) -> None:
    """Grant what a second person has approved."""
    apply_decision(request_id=UUID(request_id), at=at)


@job("people.proposal_arrived")
def proposal_arrived(*, post_id: str, person: str, unit_name: str, at: datetime) -> None:
    """Put a post that another unit proposes for one of our people before the administrators."""
    title = _("确认外单位任职：%(person)s") % {"person": person}
    put(
        matter=Matter(
            module="people",
            reference=f"post:{post_id}",
            title=title,
            url="people/proposals/",
            step=_("单位确认"),
            sender=unit_name,
        ),
        accounts=members_with("people.manage").values_list("account_id", flat=True),
        at=at,
    )
