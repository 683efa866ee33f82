"""The receiving unit's last step: the person stands in its lists, in the post that waited."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from core.audit.public import record
from core.contracts.people import Person
from core.identity.models import Post
from core.identity.public import Admission
from core.people.models import Department, Member, MemberState
from core.people.roles import STAFF
from core.people.services.jobs import change_job, main_job_of
from core.people.services.joining import NewMember, write_members
from core.people.services.roles import grant_roles
from core.transfers.models import Reception, Transfer
from core.transfers.selectors import transfer_here


def take_in(*, transfer_id: UUID, at: datetime) -> None:
    """Write the member of a finished transfer, or give him the post if he is here already.

    He may have entered a moment before, or worked here on secondment.
    """
    transfer = transfer_here(transfer_id)
    newcomer = _newcomer(transfer, transfer.reception)
    by = Person(transfer.account_id, transfer.name, newcomer.title)
    here = Member.objects.filter(account_id=transfer.account_id, state=MemberState.ACTIVE).first()
    if here is None:
        posts = Post.objects.counting().filter(account=transfer.account_id)
        post = posts.get(unit=transfer.to_unit_id)
        admission = Admission(transfer.account_id, post.member_id, "")
        write_members([newcomer], [admission], by=by, at=at)
    elif (job := main_job_of(here)) is not None:
        change_job(job_id=job.pk, facts=newcomer.job, on=timezone.localdate(at), by=by, at=at)
        grant_roles(grants=[(here.pk, STAFF)])
    told = {"from": transfer.from_unit.name}
    record("people.taken_in", by=by, at=at, subject=transfer.name, **told)


def _newcomer(transfer: Transfer, reception: Reception) -> NewMember:
    """As the two units said; a department that was closed meanwhile is left out."""
    newcomer = NewMember(
        name=transfer.name,
        mobile=transfer.mobile,
        title=reception.title,
        department_id=reception.department_id,
        standing=reception.standing,
        rank_order=reception.rank_order,
        roles=(STAFF,),
    )
    if reception.department_id is None:
        return newcomer
    open_now = Department.objects.filter(pk=reception.department_id, closed_on=None)
    return newcomer if open_now.exists() else replace(newcomer, department_id=None)
