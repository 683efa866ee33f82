"""Posts by the day: what was true stays true, whatever happens later."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from django.utils import timezone

from core.audit.models import AuditEntry
from core.context import open_unit
from core.errors import NotFound
from core.people.errors import (
    DayNotYetCome,
    DepartmentInsideItself,
    DepartmentInUse,
    DepartmentUnknown,
    EndsBeforeStart,
    HeldAlready,
    InChargeAlready,
    MainJobStays,
    OwnSubstitute,
    SubstitutedAlready,
)
from core.people.models import Charge, Department, Job, Member, Standing
from core.people.public import (
    deputies_of,
    heads_of,
    holders_of,
    in_charge_of,
    jobs_on,
    may_stand_in_for,
    substitutes_of,
    superior_of,
)
from core.people.services.charges import put_in_charge, relieve
from core.people.services.departments import (
    add_department,
    close_department,
    move_department,
    shift_department,
)
from core.people.services.jobs import JobFacts, appoint, change_job, end_job, make_main
from core.people.services.leaving import close_member
from core.people.services.members import MemberFacts, update_member
from core.people.services.substitutes import StandIn, end_substitution, name_substitute

NOW = timezone.now()
TODAY = timezone.localdate(NOW)
SPRING = date(2026, 3, 1)


@pytest.fixture
def office(in_parks, alice):
    """A department of Parks; Alice and Bob have been here since January."""
    Job.objects.update(started_on=date(2026, 1, 5))
    return add_department(name="办公室", by=alice, at=NOW)


def main_of(person):
    return Job.objects.get(member=person.member_id, is_main=True, ended_on=None)


def titles(lines):
    return [(line.name, line.title) for line in lines]


def test_whoever_is_added_holds_a_main_post_from_that_day(in_parks, bob):
    job = main_of(bob)

    assert (job.title, job.standing, job.started_on) == ("科员", "other", timezone.localdate())


def test_a_new_title_ends_the_old_post_and_both_are_found_on_their_days(office, alice, bob):
    facts = JobFacts("副主任", office.pk, Standing.DEPUTY)

    change_job(job_id=main_of(bob).pk, facts=facts, on=SPRING, by=alice, at=NOW)

    day_before = SPRING - timedelta(days=1)
    assert titles(holders_of("科员", on=day_before)) == [("Bob", "科员")]
    assert holders_of("科员", on=SPRING) == []
    assert titles(deputies_of(office.pk, on=SPRING)) == [("Bob", "副主任")]
    assert jobs_on(bob.member_id, on=day_before)[0].last_day == day_before
    member = Member.objects.get(pk=bob.member_id)
    assert (member.title, member.department_id) == ("副主任", office.pk)


def test_changing_the_person_on_its_page_keeps_the_history_too(office, alice, bob):
    update_member(
        member_id=bob.member_id,
        facts=MemberFacts("Bob", title="主任科员", department_id=office.pk, rank_order=7),
        roles=["staff"],
        by=alice,
        at=NOW,
    )

    rows = Job.objects.filter(member=bob.member_id).order_by("started_on")
    assert [(row.title, row.ended_on) for row in rows] == [("科员", TODAY), ("主任科员", None)]


def test_the_rank_is_corrected_in_place_and_so_is_what_began_today(office, alice, bob):
    ranked = JobFacts("科员", rank_order=3)
    change_job(job_id=main_of(bob).pk, facts=ranked, on=TODAY, by=alice, at=NOW)
    begun = appoint(member_id=bob.member_id, facts=JobFacts("信访员"), on=TODAY, by=alice, at=NOW)

    change_job(job_id=begun.pk, facts=JobFacts("信访专干"), on=TODAY, by=alice, at=NOW)

    rows = Job.objects.filter(member=bob.member_id)
    assert sorted((row.title, row.rank_order) for row in rows) == [("信访专干", 500), ("科员", 3)]
    assert Member.objects.get(pk=bob.member_id).rank_order == 3


def test_a_second_post_may_become_the_main_one_and_the_first_stays_beside_it(office, alice, bob):
    second = appoint(
        member_id=bob.member_id,
        facts=JobFacts("主任", office.pk, Standing.PRINCIPAL, kind="concurrent"),
        on=SPRING,
        by=alice,
        at=NOW,
    )

    make_main(job_id=second.pk, on=TODAY, by=alice, at=NOW)

    yesterday = TODAY - timedelta(days=1)
    assert [line.title for line in jobs_on(bob.member_id, on=yesterday)] == ["科员", "主任"]
    assert [line.title for line in jobs_on(bob.member_id, on=TODAY)] == ["主任", "科员"]
    with pytest.raises(MainJobStays, match="主任"):
        end_job(job_id=main_of(bob).pk, on=TODAY, by=alice, at=NOW)
    beside = Job.objects.get(member=bob.member_id, is_main=False, ended_on=None)
    end_job(job_id=beside.pk, on=TODAY, by=alice, at=NOW)
    assert [line.title for line in jobs_on(bob.member_id, on=TODAY)] == ["主任"]


@pytest.mark.parametrize(
    ("on", "title", "refusal"),
    [
        (TODAY + timedelta(days=1), "主任", DayNotYetCome),
        (TODAY, "科员", HeldAlready),
        (date(2026, 1, 1), "科员", HeldAlready),
    ],
)
def test_an_appointment_that_cannot_be_is_refused(office, alice, bob, on, title, refusal):
    with pytest.raises(refusal):
        appoint(member_id=bob.member_id, facts=JobFacts(title), on=on, by=alice, at=NOW)


def test_nothing_ends_before_it_began_and_nobody_enters_a_closed_department(office, alice, bob):
    job = main_of(bob)
    with pytest.raises(EndsBeforeStart, match="2026-01-05"):
        change_job(job_id=job.pk, facts=JobFacts("x"), on=date(2025, 1, 1), by=alice, at=NOW)
    close_department(department_id=office.pk, by=alice, at=NOW)
    with pytest.raises(DepartmentUnknown):
        change_job(job_id=job.pk, facts=JobFacts("x", office.pk), on=TODAY, by=alice, at=NOW)


def test_the_database_itself_refuses_two_main_posts_on_one_day(office, bob):
    first = {"member_id": bob.member_id, "is_main": True}
    Job.objects.create(**first, title="旧", started_on="2024-01-01", ended_on="2026-01-05")

    with pytest.raises(IntegrityError, match="one_main_job_at_a_time"), transaction.atomic():
        Job.objects.create(**first, title="又", started_on="2025-06-01", ended_on="2025-06-02")


def test_the_principal_leads_or_else_whoever_presides(office, alice, bob):
    deputy = JobFacts("副主任", office.pk, Standing.DEPUTY, presides=True)
    change_job(job_id=main_of(bob).pk, facts=deputy, on=SPRING, by=alice, at=NOW)

    assert titles(heads_of(office.pk, on=SPRING)) == [("Bob", "副主任")]
    principal = JobFacts("主任", office.pk, Standing.PRINCIPAL)
    appoint(member_id=alice.member_id, facts=principal, on=TODAY, by=alice, at=NOW)
    assert titles(heads_of(office.pk, on=TODAY)) == [("Alice", "主任")]
    assert titles(heads_of(office.pk, on=SPRING)) == [("Bob", "副主任")]


def test_who_was_in_charge_is_found_for_the_departments_inside_and_by_the_day(office, alice, bob):
    inner = add_department(name="文书科", parent_id=office.pk, by=alice, at=NOW)
    mine = {"member_id": alice.member_id, "by": alice, "at": NOW}
    put_in_charge(department_ids=[office.pk], on=SPRING, **mine)

    assert in_charge_of(inner.pk, on=SPRING).name == "Alice"
    put_in_charge(**{**mine, "member_id": bob.member_id}, department_ids=[inner.pk], on=TODAY)
    assert in_charge_of(inner.pk, on=TODAY).name == "Bob"
    assert in_charge_of(inner.pk, on=SPRING).name == "Alice"
    assert in_charge_of(inner.pk, on=date(2026, 1, 5)) is None


def test_dealing_out_a_department_anew_relieves_whoever_had_it(office, alice, bob):
    for person, day in ((alice, SPRING), (bob, TODAY)):
        put_in_charge(
            member_id=person.member_id, department_ids=[office.pk], on=day, by=alice, at=NOW
        )

    assert Charge.objects.get(member=alice.member_id).ended_on == TODAY
    with pytest.raises(InChargeAlready, match="Bob"):
        put_in_charge(
            member_id=alice.member_id,
            department_ids=[office.pk],
            on=TODAY - timedelta(days=1),
            by=alice,
            at=NOW,
        )
    relieve(charge_id=Charge.objects.get(member=bob.member_id).pk, on=TODAY, by=alice, at=NOW)
    assert in_charge_of(office.pk, on=TODAY) is None


def test_the_superior_is_the_leader_in_charge_and_for_him_the_principal_head(office, alice, bob):
    def rank(person, facts):
        change_job(job_id=main_of(person).pk, facts=facts, on=SPRING, by=alice, at=NOW)

    rank(alice, JobFacts("局长", None, Standing.PRINCIPAL))
    rank(bob, JobFacts("科员", office.pk))
    assert superior_of(bob.member_id, on=TODAY).name == "Alice"

    appoint(
        member_id=bob.member_id,
        facts=JobFacts("副局长", None, Standing.DEPUTY),
        on=TODAY,
        by=alice,
        at=NOW,
    )
    put_in_charge(member_id=bob.member_id, department_ids=[office.pk], on=TODAY, by=alice, at=NOW)
    assert superior_of(bob.member_id, on=TODAY).name == "Alice"
    assert superior_of(alice.member_id, on=TODAY) is None


def test_a_substitute_stands_in_on_the_stated_days_alone(office, alice, bob):
    stand_in = StandIn(alice.member_id, bob.member_id, TODAY + timedelta(days=3), "外出学习")
    made = name_substitute(stand_in=stand_in, on=TODAY, by=alice, at=NOW)

    def names(day):
        return [member.name for member in substitutes_of(alice.member_id, on=day)]

    assert made.kind == "acting"
    assert [names(TODAY + timedelta(days=n)) for n in (-1, 0, 2, 3)] == [[], ["Bob"], ["Bob"], []]
    assert [member.name for member in may_stand_in_for(bob.member_id, on=TODAY)] == ["Alice"]
    with pytest.raises(SubstitutedAlready, match="Bob"):
        name_substitute(stand_in=stand_in, on=TODAY, by=alice, at=NOW)
    end_substitution(substitution_id=made.pk, on=TODAY, by=alice, at=NOW)
    assert names(TODAY) == []
    with pytest.raises(NotFound):
        end_substitution(substitution_id=made.pk, on=TODAY, by=alice, at=NOW)


def test_nobody_stands_in_for_himself(office, alice):
    with pytest.raises(OwnSubstitute):
        name_substitute(
            stand_in=StandIn(alice.member_id, alice.member_id), on=TODAY, by=alice, at=NOW
        )


def test_whoever_leaves_holds_nothing_more_and_the_past_stays(office, alice, bob):
    put_in_charge(member_id=bob.member_id, department_ids=[office.pk], on=SPRING, by=alice, at=NOW)
    name_substitute(stand_in=StandIn(bob.member_id, alice.member_id), on=SPRING, by=alice, at=NOW)

    close_member(member_id=bob.member_id, by=alice, at=NOW)

    yesterday = TODAY - timedelta(days=1)
    assert jobs_on(bob.member_id, on=TODAY) == []
    assert titles(holders_of("科员", on=yesterday)) == [("Bob", "科员")]
    assert in_charge_of(office.pk, on=TODAY) is None
    assert in_charge_of(office.pk, on=yesterday).name == "Bob"
    assert substitutes_of(bob.member_id, on=TODAY) == []


def test_each_appointment_stands_in_the_trail_as_it_was(office, alice, bob):
    appoint(member_id=bob.member_id, facts=JobFacts("信访员"), on=SPRING, by=alice, at=NOW)

    line = AuditEntry.objects.get(action="people.appointed")
    assert (line.subject, line.detail["title"]) == ("Bob", "信访员")
    assert line.detail["started_on"] == "2026-03-01"


def test_a_department_is_not_put_inside_itself_nor_closed_with_people(office, alice, bob):
    inner = add_department(name="文书科", parent_id=office.pk, by=alice, at=NOW)
    with pytest.raises(DepartmentInsideItself, match="办公室"):
        move_department(department_id=office.pk, parent_id=inner.pk, by=alice, at=NOW)
    with pytest.raises(IntegrityError, match="inside_itself"), transaction.atomic():
        Department.objects.filter(pk=office.pk).update(parent=office.pk)

    move_department(department_id=inner.pk, parent_id=None, by=alice, at=NOW)
    close_department(department_id=office.pk, by=alice, at=NOW)
    facts = JobFacts("科员", inner.pk)
    change_job(job_id=main_of(bob).pk, facts=facts, on=TODAY, by=alice, at=NOW)
    with pytest.raises(DepartmentInUse, match="文书科"):
        close_department(department_id=inner.pk, by=alice, at=NOW)


def test_departments_move_up_and_down_among_their_own(office, alice):
    for name in ("财务科", "信访科"):
        add_department(name=name, position=5, by=alice, at=NOW)
    last = Department.objects.get(name="财务科")

    shift_department(department_id=last.pk, places=-1, by=alice, at=NOW)
    shift_department(department_id=office.pk, places=9, by=alice, at=NOW)

    assert list(Department.objects.values_list("name", flat=True)) == [
        "财务科", "信访科", "办公室",
    ]  # fmt: skip


def test_two_moves_at_once_close_no_ring(parks, alice):
    with open_unit(parks):
        keys = [add_department(name=name, by=alice, at=NOW).pk for name in "甲乙"]

    def move(pair):
        try:
            with open_unit(parks):
                move_department(department_id=pair[0], parent_id=pair[1], by=alice, at=NOW)
        except DepartmentInsideItself:
            return "refused"
        finally:
            connections.close_all()
        return "moved"

    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(move, [keys, keys[::-1]]))

    assert sorted(done) == ["moved", "refused"]
