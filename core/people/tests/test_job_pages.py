"""The pages of posts, charges, substitutes and leaving, as people of the unit see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.context import open_unit
from core.inbox.public import Matter, put
from core.people.models import Charge, Department, Job, Member, MemberState, Substitution
from core.people.services.charges import put_in_charge
from core.people.services.departments import add_department
from installer.testing.people import browser_of

HERE = "/u/parks/people/"
TODAY = timezone.localdate()


@pytest.fixture
def office(parks, alice, bob):
    """A department of Parks; everybody has been here for a year."""
    with open_unit(parks):
        Job.objects.update(started_on=TODAY - timedelta(days=365))
        return add_department(name="办公室", by=alice, at=timezone.now())


def job_of(parks, person):
    with open_unit(parks):
        return Job.objects.get(member=person.member_id, is_main=True, ended_on=None)


def typed(**more):
    return {
        "title": "副主任", "department": "", "standing": "deputy", "kind": "own",
        "rank_order": "5", "on": TODAY.isoformat(), **more,
    }  # fmt: skip


def test_a_change_of_post_leaves_the_old_one_in_the_history(parks, alice, bob, office):
    browser = browser_of(alice)

    answer = browser.post(f"{HERE}posts/{job_of(parks, bob).pk}/", typed(department=office.pk))
    page = browser.get(answer["Location"]).content.decode()

    now, _heading, former = page.partition("历任职务")
    assert "副主任" in now
    assert "办公室" in now
    assert "科员" in former


def test_a_post_is_added_made_the_main_one_and_the_other_removed(parks, alice, bob, office):
    browser, first = browser_of(alice), job_of(parks, bob)
    browser.post(f"{HERE}{bob.member_id}/posts/add/", typed(title="主任", kind="concurrent"))
    with open_unit(parks):
        second = Job.objects.get(title="主任", member=bob.member_id)

    refused = browser.post(f"{HERE}posts/{first.pk}/end/", {"ended_on": TODAY.isoformat()})
    browser.post(f"{HERE}posts/{second.pk}/main/")
    with open_unit(parks):
        beside = Job.objects.get(title="科员", ended_on=None)
    browser.post(f"{HERE}posts/{beside.pk}/end/", {"ended_on": TODAY.isoformat()})

    assert refused.status_code == 409
    with open_unit(parks):
        assert Member.objects.get(pk=bob.member_id).title == "主任"
        assert list(Job.objects.filter(member=bob.member_id, ended_on=None)) == [second]


@pytest.mark.parametrize("wrong", [{"on": "2999-01-01"}, {"title": ""}, {"standing": "emperor"}])
def test_a_wrong_appointment_is_shown_on_its_form(parks, alice, bob, office, wrong):
    answer = browser_of(alice).post(f"{HERE}{bob.member_id}/posts/add/", typed(**wrong))

    assert answer.status_code == 422
    with open_unit(parks):
        assert Job.objects.filter(member=bob.member_id).count() == 1


def test_the_portfolio_is_dealt_out_and_looked_up_by_the_day(parks, alice, bob, office):
    browser = browser_of(alice)
    wanted = {"member": bob.member_id, "departments": [office.pk], "on": TODAY.isoformat()}

    browser.post(f"{HERE}portfolio/deal-out/", wanted)
    today = browser.get(HERE + "portfolio/").content.decode().partition("<h2>安排分管")[0]
    before = browser.get(HERE + "portfolio/?on=2020-01-01").content.decode()
    with open_unit(parks):
        charge = Charge.objects.get()
    browser.post(f"{HERE}portfolio/{charge.pk}/end/")

    assert "Bob　科员" in today
    assert "Bob　科员" not in before.partition("分管安排")[2].partition("<form")[0]
    with open_unit(parks):
        assert Charge.objects.get().ended_on == TODAY


def test_a_substitute_is_named_and_ended(parks, alice, bob):
    browser = browser_of(alice)
    wanted = {
        "member": alice.member_id, "substitute": bob.member_id, "on": TODAY.isoformat(),
        "last_day": TODAY.isoformat(), "reason": "外出",
    }  # fmt: skip

    browser.post(f"{HERE}substitutes/add/", wanted)
    twice = browser.post(f"{HERE}substitutes/add/", wanted)
    with open_unit(parks):
        made = Substitution.objects.get()
    browser.post(f"{HERE}substitutes/{made.pk}/end/")

    assert (made.kind, made.last_day, twice.status_code) == ("acting", TODAY, 409)
    with open_unit(parks):
        assert Substitution.objects.get().ended_on == TODAY


def test_departments_are_ordered_moved_and_closed(parks, alice, office):
    browser = browser_of(alice)
    browser.post(HERE + "departments/", {"name": "财务科", "parent": "", "position": "9"})
    with open_unit(parks):
        second = Department.objects.get(name="财务科")

    browser.post(HERE + "departments/shift/", {"to": f"up:{second.pk}"})
    page = browser.get(HERE + "departments/").content.decode()
    browser.post(f"{HERE}departments/{second.pk}/move/", {"parent": office.pk})
    ring = browser.post(f"{HERE}departments/{office.pk}/move/", {"parent": second.pk})
    nonsense = browser.post(HERE + "departments/shift/", {"to": "sideways:7"})

    assert page.index("财务科") < page.index("办公室")
    assert (ring.status_code, nonsense.status_code) == (409, 404)
    with open_unit(parks):
        assert Department.objects.get(pk=second.pk).parent_id == office.pk


def test_leaving_lists_what_is_open_and_is_refused_until_it_is_handed_over(parks, alice, bob):
    matter = Matter("official_documents", "1", "关于防汛的通知", "m/official_documents/")
    with open_unit(parks):
        put(matter=matter, accounts=[bob.account_id], at=timezone.now())
    browser, address = browser_of(alice), f"{HERE}{bob.member_id}/leave/"

    page = browser.get(address).content.decode()
    refused = browser.post(address, {"everything": ""})
    stranger = browser.post(address, {"everything": str(bob.member_id)})
    done = browser.post(address, {"everything": str(alice.member_id)})

    assert 'href="/u/parks/m/official_documents/"' in page
    assert "关于防汛的通知" in page
    assert (refused.status_code, stranger.status_code, done.status_code) == (409, 422, 302)
    assert browser.get(address).status_code == 404
    with open_unit(parks):
        assert Member.objects.get(pk=bob.member_id).state == MemberState.LEFT


def test_a_colleague_sees_posts_and_charges_and_changes_nothing(parks, alice, bob, office):
    browser, job = browser_of(bob), job_of(parks, alice)

    pages = [f"{alice.member_id}/posts/", "portfolio/", "substitutes/"]
    acts = [
        f"posts/{job.pk}/", f"posts/{job.pk}/end/", f"posts/{job.pk}/main/",
        "portfolio/deal-out/", "substitutes/add/", "departments/shift/",
    ]  # fmt: skip

    assert [browser.get(HERE + page).status_code for page in pages] == [200, 200, 200]
    assert {browser.post(HERE + act).status_code for act in acts} == {403}
    assert '<form method="post" class="form"' not in browser.get(HERE + pages[1]).content.decode()


def test_what_belongs_to_another_unit_is_not_there(parks, taxes, alice, charlie):
    job = job_of(taxes, charlie)
    browser = browser_of(alice)

    pages = [f"{charlie.member_id}/posts/", f"{charlie.member_id}/leave/", f"posts/{job.pk}/"]

    assert [browser.get(HERE + page).status_code for page in pages] == [404, 404, 404]
    assert browser.post(f"{HERE}posts/{job.pk}/main/").status_code == 404


def test_the_pages_take_the_same_queries_whatever_the_number_of_departments(
    parks, alice, bob, office, django_assert_max_num_queries
):
    browser = browser_of(alice)

    def count(page):
        browser.get(HERE + page)
        with django_assert_max_num_queries(60) as queries:
            browser.get(HERE + page)
        return len(queries)

    pages = ["portfolio/", "departments/", "substitutes/", f"{bob.member_id}/posts/"]
    before = [count(page) for page in pages]
    with open_unit(parks):
        for name in "甲乙":
            made = add_department(name=name, parent_id=office.pk, by=alice, at=timezone.now())
            put_in_charge(
                member_id=bob.member_id,
                department_ids=[made.pk],
                on=TODAY,
                by=alice,
                at=timezone.now(),
            )

    assert [count(page) for page in pages] == before
