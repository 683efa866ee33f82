"""How somebody who leaves hands on what is open, and how a module takes part (R57).

The kernel asks each module what of it a member still has open (``open_matters``). Before
the member is closed, every module with open matters is told who takes them over
(``take_over``), inside the transaction of the leaving: all change hands, or nobody leaves.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from core.contracts.people import Person


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """One thing of a module that waits for a member; ``url`` is a path inside the unit."""

    reference: str
    title: str | Promise
    step: str | Promise = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Handover:
    """A member's matters of one module go to another member of the same unit.

    ``by`` is whoever lets the member leave. A module that cannot give its matters to
    ``to_member`` refuses with a ``DomainError``; then nobody has left.
    """

    from_member: UUID
    from_name: str
    to_member: UUID
    to_name: str
    to_title: str
    by: Person
    at: datetime
