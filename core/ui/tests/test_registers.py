"""Registers keep their state in the address and show rows as the office writes them."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from core.ui import Button, Column, EmptyState, Filter, ListState, Table


@dataclass
class Row:
    pk: int
    title: str
    on: date = date(2026, 11, 23)
    copies: int = 1


COLUMNS = (
    Column("title", "标题", sort=True, filter=Filter()),
    Column("on", "日期", sort=True),
    Column("copies", "份数", optional=True, total=3),
)


def state(query="", columns=()):
    return ListState("/in/", QueryDict(query), columns)


def table(*rows, **options):
    return Table("in", "收文", COLUMNS, rows, **options)


def test_a_second_click_turns_the_order_round():
    assert state().sort_url("on") == "/in/?sort=on"
    assert state("sort=on").sort_url("on") == "/in/?sort=-on"
    assert state("sort=-on").sort_url("on") == "/in/?sort=on"


def test_another_order_starts_at_the_first_page_and_keeps_the_filters():
    assert state("title=函&after=abc&n=4").sort_url("on") == "/in/?title=%E5%87%BD&sort=on"


def test_the_choice_of_columns_comes_from_the_address_else_from_the_cookie(rf):
    rf.cookies["cols_in"] = "title.copies"

    assert ListState.of(rf.get("/in/"), "in").columns == ("title", "copies")
    assert ListState.of(rf.get("/in/?cols=on"), "in").columns == ("on",)
    assert ListState.of(rf.get("/in/"), "out").columns == ()


def test_optional_columns_show_when_chosen():
    assert [c.key for c in table().chosen] == ["title", "on"]
    chosen = table(state=state(columns=("title", "copies", "nonsense"))).chosen
    assert [c.key for c in chosen] == ["title", "copies"]


def test_values_are_written_as_the_office_writes_them():
    page = str(table(Row(1, "通知")))

    assert "2026年11月23日" in page


def test_a_row_opens_by_its_title():
    page = str(table(Row(7, "通知"), row_url=lambda row: f"/in/{row.pk}/", fresh=lambda _row: True))

    assert '<a class="row-link" href="/in/7/">' in page
    assert "未读" in page


def test_selected_rows_are_posted_with_the_act():
    page = str(
        table(Row(7, "通知"), bulk=(Button("签收", name="act", value="sign"),), bulk_url="/b/")
    )

    assert 'name="row" value="7" form="bulk-in"' in page
    assert 'action="/b/"' in page


def test_sums_stand_at_the_foot():
    page = str(table(Row(1, "通知"), state=state(columns=("title", "copies"))))

    assert "<tfoot" in page
    assert "合计" in page


def test_an_empty_register_says_why():
    why = EmptyState("还没有收文", "签收后登记在这里。")

    assert "还没有收文" in str(table(empty=why))
    assert "清除筛选" not in str(table(empty=why))


def test_a_filter_that_finds_nothing_can_be_cleared():
    page = str(table(state=state("title=无&sort=on")))

    assert "清除筛选" in page
    assert 'href="/in/?sort=on"' in page
