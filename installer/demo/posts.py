"""The posts of the demonstration: departments, heads and deputies, who is in charge of what.

And the cases one looks for: somebody on secondment, somebody with posts in two units,
somebody who has left, a substitute.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from core.context import UnitRef, open_city, open_unit
from core.contracts.people import Person
from core.identity.models import Account
from core.identity.services.activation import activate_accounts
from core.people.errors import AlreadyMember, SubstitutedAlready
from core.people.models import Department, Job, JobKind, Member, Standing
from core.people.services.charges import put_in_charge
from core.people.services.departments import add_department
from core.people.services.jobs import JobFacts, change_job
from core.people.services.joining import Added, NewMember, add_member
from core.people.services.leaving import close_member
from core.people.services.substitutes import StandIn, name_substitute
from core.units.models import Unit
from installer.demo.names import MARK

_P, _D, _O = Standing.PRINCIPAL, Standing.DEPUTY, Standing.OTHER

#: Where each made-up post stands: the department ("" = the unit's leadership) and standing.
_PLACES: dict[str, tuple[str, Standing]] = {
    "党委书记": ("", _P),
    "镇长": ("", _P),
    "主任": ("", _P),
    "局长": ("", _P),
    "副主任": ("", _D),
    "党政办主任": ("党政办", _P),
    "党政办文书": ("党政办", _O),
    "党建办干事": ("党建办", _O),
    "农业综合服务中心主任": ("农业综合服务中心", _P),
    "办公室副主任": ("办公室", _D),
    "办公室主任": ("办公室", _P),
    "办公室文书": ("办公室", _O),
    "文书科科长": ("文书科", _P),
    "综合科科员": ("综合科", _O),
    "秘书科科员": ("秘书科", _O),
    "业务科科长": ("业务科", _P),
}
_VILLAGES = ("village", "community")
#: Of the demonstration's tour: a town, the county's government office, the city's.
_TOWN, _COUNTY, _CITY = "t0725120", "c0725003", "cd001"


def add_posts(by: Person) -> None:
    """Give every unit but the villages its departments, and the tour its special cases."""
    with open_city():
        rows = Unit.objects.filter(state="active").exclude(kind__in=_VILLAGES)
        units = {unit.code: unit.ref() for unit in rows.order_by("position")}
    for unit in units.values():
        with open_unit(unit):
            _place_everybody(by)
    _second(units, by)
    _give_two_units(units, by)
    _let_one_go(units, by)
    _name_substitute(units, by)


def _place_everybody(by: Person) -> None:
    """Departments as the posts name them; each leader in charge of some."""
    if Department.objects.exists():
        return
    at = timezone.now()
    jobs = [job for job in Job.objects.filter(ended_on=None) if _title(job.title) in _PLACES]
    wanted = dict.fromkeys(_PLACES[_title(job.title)][0] for job in jobs)
    departments = {
        name: add_department(name=name, position=place, by=by, at=at)
        for place, name in enumerate((name for name in wanted if name), start=1)
    }
    for job in jobs:
        name, standing = _PLACES[_title(job.title)]
        facts = JobFacts(
            title=job.title,
            department_id=departments[name].pk if name else None,
            standing=standing,
            presides=name != "" and standing == _D,
            rank_order=job.rank_order if not name else job.rank_order + 100,
        )
        change_job(job_id=job.pk, facts=facts, on=timezone.localdate(at), by=by, at=at)
    _deal_out(departments.values(), by)


def _deal_out(departments: Iterable[Department], by: Person) -> None:
    """The leaders in turn: deputies first, the principal keeps what is left."""
    at = timezone.now()
    leaders = list(Job.objects.filter(department=None, ended_on=None).exclude(standing=_O))
    leaders.sort(key=lambda job: (job.standing == _P, job.rank_order))
    rows = list(departments)
    for number, leader in enumerate(leaders):
        mine = [row.pk for row in rows[number :: len(leaders)]]
        if mine:
            put_in_charge(
                member_id=leader.member_id,
                department_ids=mine,
                on=timezone.localdate(at),
                by=by,
                at=at,
            )


def _second(units: dict[str, UnitRef], by: Person) -> None:
    """A town's official on secondment to the county's office, for half a year."""
    newcomer = _somebody(units, _TOWN, "党建办干事")
    if newcomer is None or _COUNTY not in units:
        return
    until = timezone.localdate() + timedelta(days=180)
    seconded = replace(
        newcomer, title="综合科借调干部" + MARK, kind=JobKind.SECONDED, planned_until=until
    )
    with suppress(AlreadyMember):
        _bring(units[_COUNTY], seconded, by)


def _give_two_units(units: dict[str, UnitRef], by: Person) -> None:
    """The county office's deputy has a post in the city's office as well."""
    newcomer = _somebody(units, _COUNTY, "副主任")
    if newcomer is None or _CITY not in units:
        return
    both = replace(newcomer, title="督查专员" + MARK, kind=JobKind.CONCURRENT)
    with suppress(AlreadyMember):
        _bring(units[_CITY], both, by)


def _let_one_go(units: dict[str, UnitRef], by: Person) -> None:
    """Somebody came to the county's office and has left it again."""
    if _COUNTY not in units:
        return
    with open_unit(units[_COUNTY]):
        head = Member.objects.filter(title="主任" + MARK).first()
        mobile = head.mobile[:-3] + "099" if head else ""
        if not mobile or Member.objects.filter(mobile=mobile).exists():
            return
    newcomer = NewMember("周癸平", mobile, title="秘书科科员" + MARK, roles=("staff",))
    added = _bring(units[_COUNTY], newcomer, by)
    with open_unit(units[_COUNTY]):
        close_member(member_id=added.member_id, by=by, at=timezone.now())


def _name_substitute(units: dict[str, UnitRef], by: Person) -> None:
    """The county office's deputy stands in for its head (AB角)."""
    if _COUNTY not in units:
        return
    at = timezone.now()
    with open_unit(units[_COUNTY]), suppress(SubstitutedAlready):
        found = {_title(row.title): row.pk for row in Member.objects.filter(state="active")}
        stand_in = StandIn(found["主任"], found["副主任"], reason="AB角")
        name_substitute(stand_in=stand_in, on=timezone.localdate(at), by=by, at=at)


def _somebody(units: dict[str, UnitRef], code: str, title: str) -> NewMember | None:
    """Somebody of the demonstration, as another unit would add him."""
    if code not in units:
        return None
    with open_unit(units[code]):
        member = Member.objects.filter(title=title + MARK, state="active").first()
    if member is None:
        return None
    return NewMember(member.name, mobile=member.mobile, roles=("staff",), rank_order=600)


def _bring(unit: UnitRef, newcomer: NewMember, by: Person) -> Added:
    """Add somebody of the demonstration; the post counts at once, as if accepted.

    Raises ``AlreadyMember`` where a demonstration of another size has done so.
    """
    at = timezone.now()
    added = add_member(unit=unit, newcomer=newcomer, by=by, at=at)
    with open_city():
        password = Account.objects.values_list("password", flat=True).get(pk=added.account_id)
        activate_accounts(account_ids=[added.account_id], encoded_password=password, at=at)
    return added


def _title(marked: str) -> str:
    return marked.removesuffix(MARK)
