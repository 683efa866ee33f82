"""Long lists are paged by cursor; here on real rows, the units of the city."""

from base64 import urlsafe_b64encode

import pytest
from django.http import QueryDict

from core.context import open_city
from core.db.keyset import CursorUnfit, encoded, read_page
from core.ui import ListState, keyset_page
from core.units.models import Unit


def cursor(text):
    return "after=" + urlsafe_b64encode(text.encode()).decode()


FIT_NOTHING = [
    "after=%%%", "after=W10", "after=WyJ4Il0", "page=x", "page=0",
    cursor('[Infinity, "x"]'), cursor('[1, "\\u0000"]'), cursor("[" * 2000),
]  # fmt: skip


@pytest.fixture(autouse=True)
def villages(city_db):
    """Seven villages; three, three and one share a position."""
    with open_city():
        kind = Unit.objects.values_list("kind", flat=True)[0]
        for n in range(7):
            Unit.objects.create(
                code=f"zz{n}", name="同", short_name="同", level="village", kind=kind,
                position=n // 3,
            )  # fmt: skip
        yield


def page(query="", **options):
    state = ListState("/units/", QueryDict(query))
    villages = Unit.objects.filter(code__startswith="zz")
    return keyset_page(villages, order=("position", "-code"), state=state, size=3, **options)


def codes(page):
    return [row.code for row in page.rows]


def follow(url):
    return page(url.partition("?")[2])


def test_forward_and_back_without_gap_or_double():
    first = page()
    second = follow(first.pagination.next)
    third = follow(second.pagination.next)

    assert codes(first) == ["zz2", "zz1", "zz0"]
    assert codes(second) == ["zz5", "zz4", "zz3"]
    assert codes(third) == ["zz6"]
    assert (first.pagination.previous, third.pagination.next) == ("", "")
    assert codes(follow(third.pagination.previous)) == codes(second)
    assert third.pagination.number == 3


def test_back_on_the_first_page_there_is_no_earlier_one():
    second = follow(page().pagination.next)
    first = follow(second.pagination.previous)

    assert codes(first) == ["zz2", "zz1", "zz0"]
    assert first.pagination.previous == ""


def test_a_jump_by_number():
    third = page("page=3", count=7)

    assert codes(third) == ["zz6"]
    assert third.pagination.pages == 3


def test_a_cursor_that_does_not_fit_shows_the_first_page():
    assert {tuple(codes(page(query))) for query in FIT_NOTHING} == {("zz2", "zz1", "zz0")}


ORDER = ("position", "-code")


def read(**place):
    return read_page(Unit.objects.filter(code__startswith="zz"), order=ORDER, size=3, **place)


def test_a_program_is_told_that_its_cursor_fits_nothing():
    for query in FIT_NOTHING:
        if made_up := QueryDict(query).get("after"):
            with pytest.raises(CursorUnfit):
                read(after=made_up)


def test_a_cursor_of_another_list_is_refused():
    unit = Unit.objects.first()

    with pytest.raises(CursorUnfit):
        read(after=encoded(unit, ("code",)))
    with pytest.raises(CursorUnfit):
        read(after=encoded(unit, ("parent_id", "code")))


def test_what_arrives_meanwhile_neither_hides_nor_doubles_a_row():
    first = read()
    kind = Unit.objects.values_list("kind", flat=True)[0]
    facts = {"name": "新", "short_name": "新", "level": "village", "kind": kind}
    Unit.objects.create(code="zza", position=0, **facts)

    assert codes(read(after=first.next)) == ["zz5", "zz4", "zz3"]
    assert codes(read(before=read(after=first.next).previous)) == ["zz2", "zz1", "zz0"]
