"""Lists of people as offices send them: what is understood, what is told of each wrong cell."""

import io
import time
import zipfile
from uuid import UUID

import pytest

from core.lists.writing import as_csv, as_xlsx
from core.people.listing.check import check_people
from core.people.listing.plan import make_plan
from core.people.listing.read import MAX_ROWS, PeopleRecords, read_people_list
from core.people.listing.rows import Known, KnownPerson, PersonRow

HEAD = ("姓名", "手机号", "工号", "职务", "内设机构", "职务排序", "角色")
OFFICE, RECORDS, FINANCE_RECORDS, FINANCE, BOB = (UUID(int=n) for n in range(1, 6))
ZHOU = ("周海", "13912345678", "", "科员", "办公室", "30", "工作人员")
KNOWN = Known(
    people={BOB: KnownPerson(BOB, BOB, "Bob", "13900000002", "科员", None, 9, ("staff",))},
    by_number={"13900000002": BOB, "B-002": BOB},
    departments={
        "办公室": OFFICE,
        "办公室/档案科": RECORDS,
        "财政所": FINANCE,
        "财政所/档案科": FINANCE_RECORDS,
    },
    ambiguous=frozenset({"档案科"}),
    paths={
        OFFICE: "办公室",
        RECORDS: "办公室/档案科",
        FINANCE: "财政所",
        FINANCE_RECORDS: "财政所/档案科",
    },
    roles={"工作人员": "staff", "staff": "staff", "文书": "clerk", "单位管理员": "unit_admin"},
    role_titles={"unit_admin": "单位管理员", "clerk": "文书", "staff": "工作人员"},
)


def read(*rows, head=HEAD):
    return read_people_list(io.BytesIO(as_csv(head, rows)))


def check(*rows, known=KNOWN, head=HEAD):
    return check_people(read(*rows, head=head), known)


def told(checked):
    return [(error.row, error.column, error.code) for error in checked.errors]


def with_cell(column, value):
    return [value if head == column else cell for head, cell in zip(HEAD, ZHOU, strict=True)]


@pytest.mark.parametrize("write", [as_csv, lambda head, rows: as_xlsx("名单", head, rows)])
def test_a_line_says_what_its_cells_say(write):
    checked = check_people(read_people_list(io.BytesIO(write(HEAD, [ZHOU]))), KNOWN)

    assert checked.errors == ()
    assert checked.rows == (
        PersonRow(2, "周海", "13912345678", None, "科员", OFFICE, 30, ("staff",), None),
    )


def test_an_offices_own_headings_are_understood():
    checked = check(
        ("周海", "+86 139 1234 5678", "办公室／档案科", "x"),
        head=("人员姓名", "联系电话", "科室", "备注"),
    )
    other = check(("周海", "+86 139-1234-5678", "办公室／档案科"), head=("Name", "手机", "科室"))

    assert told(checked) == [(1, "", "no_number_column")]
    assert (other.errors, other.rows[0].mobile) == ((), "13912345678")
    assert other.rows[0].department_id == RECORDS


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("姓名", "", "name_empty"),
        ("姓名", "长" * 51, "name_too_long"),
        ("姓名", "=1+1", "formula"),
        ("姓名", "张\u202e三", "bad_character"),
        ("手机号", "", "no_number"),
        ("手机号", "1391234567", "mobile_form"),
        ("工号", "13912345679", "staff_number_form"),
        ("职务", "长" * 51, "title_too_long"),
        ("内设机构", "宣传科", "department_unknown"),
        ("内设机构", "档案科", "department_ambiguous"),
        ("职务排序", "0", "rank_order_form"),
        ("职务排序", "第一", "rank_order_form"),
        ("角色", "工作人员、皇帝", "role_unknown"),
        ("角色", "工作人员；单位管理员", "role_administrator"),
    ],
)
def test_what_is_wrong_is_told_by_line_column_value_and_way_out(column, value, code):
    checked = check((ZHOU[0], "13912345670", *ZHOU[2:]), with_cell(column, value))

    assert told(checked) == [(3, column, code)]
    assert checked.errors[0].message.endswith(("。", "？"))
    assert [row.row for row in checked.rows] == [2]


def test_one_person_stands_in_a_list_once():
    bob = ("Bob", "13900000002", "", "", "", "", "")
    by_number = ("Bob", "", "b-002", "", "", "", "")

    checked = check(ZHOU, ZHOU, bob, by_number)

    assert told(checked) == [(3, "手机号", "number_twice"), (5, "姓名", "person_twice")]


def test_numbers_of_two_people_in_one_line_are_told():
    eve = UUID(int=9)
    known = Known(
        people={**KNOWN.people, eve: KnownPerson(eve, eve, "Eve")},
        by_number={**KNOWN.by_number, "E-001": eve},
    )

    checked = check(("Bob", "13900000002", "E-001", "", "", "", ""), known=known)

    assert told(checked) == [(2, "工号", "two_people")]


def test_the_plan_tells_who_is_new_what_changes_and_who_stays():
    bob = ("Bob", "13900000002", "", "副主任", "办公室", "9", "")
    same = check(("Bob", "13900000002", "B-002", "科员", "", "9", "工作人员"))

    plan = make_plan(check(ZHOU, bob).rows, KNOWN)

    assert [row.name for row in plan.new] == ["周海"]
    assert [(one.column, one.old, one.new) for one in plan.changes] == [
        ("title", "科员", "副主任"),
        ("department", "", "办公室"),
    ]
    assert make_plan(same.rows, KNOWN).is_empty


def test_an_empty_cell_changes_nothing():
    assert make_plan(check(("Bob", "13900000002", *[""] * 5)).rows, KNOWN).unchanged == 1


def test_an_administrator_is_neither_made_nor_unmade_by_a_list():
    admin = KnownPerson(BOB, BOB, "Bob", roles=("staff", "unit_admin"))
    known = Known(people={BOB: admin}, by_number=KNOWN.by_number, roles=KNOWN.roles)

    for roles in ("文书", "文书、单位管理员"):
        (row,) = check(("Bob", "13900000002", "", "", "", "", roles), known=known).rows
        assert row.roles == ("clerk", "unit_admin")


def test_what_was_read_can_be_kept_and_looked_at_again():
    found = read(ZHOU, with_cell("姓名", "=1"))

    assert PeopleRecords.of_json(found.as_json()) == found


def test_a_list_beyond_the_limit_is_refused_early():
    content = as_csv(HEAD, [ZHOU]) + ",".join(ZHOU).encode() * 1 + b"\r\n"
    content += (",".join(ZHOU) + "\r\n").encode() * 100_000
    started = time.perf_counter()

    found = read_people_list(io.BytesIO(content))

    assert [error.code for error in found.errors] == ["too_many_rows"]
    assert str(MAX_ROWS) in found.errors[0].message
    assert time.perf_counter() - started < 2


def test_a_workbook_with_macros_is_named_as_such():
    file = io.BytesIO(as_xlsx("名单", HEAD, [ZHOU]))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\0")
    file.seek(0)

    assert [error.code for error in read_people_list(file).errors] == ["file_macros"]
