"""Lists come as offices save them, and sometimes as somebody who means harm."""

import csv
import io
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from core.lists.problems import ListUnreadable
from core.lists.table import MAX_FILE_BYTES, MAX_ROWS, read_table
from core.units.listing import check_organ_list, check_unit_list
from core.units.listing.rows import UNIT_COLUMNS

ROW = ("cd001", "中共测试市委办公室", "市委办", "city", "city_body", "", "430700")
HEADER = ",".join(UNIT_COLUMNS)


def codes(checked):
    return [error.code for error in checked.errors]


def workbook(*rows, title=None):
    book = Workbook()
    sheet = book.active
    for row in ([title] if title else []) + list(rows):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def with_part(file, name, change):
    """The workbook with one of its parts changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    changed.seek(0)
    return changed


# -- what offices send ---------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_a_csv_file_is_read_in_the_encodings_of_chinese_offices(units_file, encoding):
    checked = check_unit_list(units_file(ROW, encoding=encoding))

    assert checked.ok
    assert checked.rows[0].name == "中共测试市委办公室"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_the_real_list_is_the_same_in_every_encoding(city_list, encoding):
    text = city_list.getvalue().decode()

    other = check_unit_list(io.BytesIO(text.encode(encoding)))

    assert other == check_unit_list(city_list)


def test_the_real_list_is_the_same_as_a_workbook(city_list):
    rows = list(csv.reader(city_list.getvalue().decode().splitlines()))

    checked = check_unit_list(workbook(*rows))

    city_list.seek(0)
    assert checked == check_unit_list(city_list)


def test_a_short_gb18030_name_is_not_mistaken_for_letters(units_file):
    # The bytes of 联通 in GB18030 are valid UTF-8, of letters that no list contains.
    row = ("cd001", "联通", "联通", "city", "city_body", "", "")

    assert check_unit_list(units_file(row, encoding="gb18030")).rows[0].name == "联通"


def test_columns_stand_in_any_order_and_others_are_reported():
    text = f"备注,{','.join(reversed(UNIT_COLUMNS))},phone\n无,{','.join(reversed(ROW))},1\n"

    checked = check_unit_list(io.BytesIO(text.encode()))

    assert checked.ok
    assert checked.rows[0].code == "cd001"
    assert checked.extra_columns == ("备注", "phone")


def test_a_title_above_the_header_and_blank_lines_are_passed_over():
    checked = check_unit_list(workbook(UNIT_COLUMNS, [None], ROW, title=["常德市单位清单"]))

    assert checked.ok
    assert [row.row for row in checked.rows] == [4]


def test_codes_of_digits_survive_a_spreadsheet():
    checked = check_unit_list(workbook(UNIT_COLUMNS, [*ROW[:6], 430700]))

    assert checked.rows[0].division_code == "430700"


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_other_separators_are_understood(mark):
    text = HEADER.replace(",", mark) + "\n" + mark.join(ROW)

    assert check_unit_list(io.BytesIO(text.encode())).ok


def test_a_quoted_cell_may_hold_commas_and_quotes():
    text = f'{HEADER}\ncd001,"办公室,""一""",市委办,city,city_body,,430700\n'

    assert check_unit_list(io.BytesIO(text.encode())).rows[0].name == '办公室,"一"'


# -- what cannot be used -------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", "file_empty"),
        (b"  \n\n ,,, \n", "file_empty"),
        (HEADER.encode(), "list_empty"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 512, "file_format"),
        (HEADER.encode("utf-16"), "file_format"),
        (b"PK\x03\x04 and nothing more", "file_unreadable"),
        (f'{HEADER}\ncd001,"never closed'.encode(), "csv_quotes"),
        (b"\xff\xff\xff", "encoding"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_the_way_out(content, refusal):
    checked = check_unit_list(io.BytesIO(content))

    assert codes(checked) == [refusal]
    assert checked.rows == ()


def test_missing_columns_are_all_named():
    checked = check_unit_list(io.BytesIO(b"code,name,short_name,level\nx,x,x,x"))

    assert [(error.row, error.column) for error in checked.errors] == [
        (1, "kind"),
        (1, "parent_code"),
        (1, "division_code"),
    ]
    assert set(codes(checked)) == {"column_missing"}


def test_a_column_that_stands_twice_is_refused():
    checked = check_unit_list(io.BytesIO(f"{HEADER},code\n{','.join(ROW)},x".encode()))

    assert codes(checked) == ["column_twice"]


def test_damaged_utf8_is_not_read_as_something_else(units_file):
    whole = units_file(ROW).getvalue()
    damaged = whole[:-40] + b"\xe5" + whole[-40:]

    checked = check_unit_list(io.BytesIO(damaged))

    assert codes(checked) == ["encoding"]
    assert "第 2 行" in checked.errors[0].message


def test_an_unquoted_comma_in_a_name_is_noticed():
    text = f"{HEADER}\ncd001,市委,办公室,市委办,city,city_body,,430700\n"

    assert "too_many_cells" in codes(check_unit_list(io.BytesIO(text.encode())))


@pytest.mark.parametrize("value", ["=1+1", "+86", "@SUM(A1)", "-2+3", "#REF!", "#N/A"])
def test_a_formula_is_no_name(units_file, value):
    checked = check_unit_list(units_file((ROW[0], value, *ROW[2:])))

    assert [(error.column, error.code) for error in checked.errors] == [("name", "formula")]


def test_a_formula_in_a_workbook_is_told_whatever_it_shows():
    checked = check_unit_list(workbook(UNIT_COLUMNS, [ROW[0], "=B1&C1", *ROW[2:]]))

    assert codes(checked) == ["formula"]


@pytest.mark.parametrize("character", ["\0", "\x07", "\u202e", "\u200d"])
def test_invisible_characters_are_refused(units_file, character):
    checked = check_unit_list(units_file((ROW[0], f"市委{character}办", *ROW[2:])))

    assert codes(checked) == ["bad_character"]
    assert character not in checked.errors[0].value


def test_a_huge_cell_is_refused_and_shown_shortened(units_file):
    checked = check_unit_list(units_file((ROW[0], "长" * 10_000, *ROW[2:])))

    assert codes(checked) == ["cell_too_long"]
    assert len(checked.errors[0].value) <= 81


def test_a_cell_beyond_what_csv_allows_is_refused(units_file):
    assert codes(check_unit_list(units_file((ROW[0], "长" * 200_000)))) == ["cell_too_long"]


def test_a_file_beyond_the_limit_is_not_read():
    checked = check_unit_list(io.BytesIO(b"x" * (MAX_FILE_BYTES + 1)))

    assert codes(checked) == ["file_too_large"]


def test_a_million_rows_are_refused_early():
    line = b"a,b,c,d,e,f,g\n"
    started = time.perf_counter()

    checked = check_unit_list(io.BytesIO(HEADER.encode() + b"\n" + line * 1_000_000))

    assert codes(checked) == ["too_many_rows"]
    assert str(MAX_ROWS) in checked.errors[0].message
    assert time.perf_counter() - started < 2


# -- what somebody sends who means harm ----------------------------------------


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = with_part(workbook(ROW), "xl/worksheets/sheet1.xml", lambda _: b" " * 200_000_000)
    size = len(bomb.getvalue())
    tracemalloc.start()

    checked = check_unit_list(bomb)

    assert codes(checked) == ["file_too_large"]
    assert size < 1_000_000
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_an_entity_bomb_is_refused():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declaration = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>'.encode()
    bomb = with_part(
        workbook(UNIT_COLUMNS, ROW),
        "xl/worksheets/sheet1.xml",
        lambda content: (
            declaration
            + content.replace(b"</worksheet>", b"<x>&l9;</x></worksheet>").removeprefix(
                b"<?xml version='1.0' encoding='UTF-8'?>"
            )
        ),
    )

    assert codes(check_unit_list(bomb)) == ["file_unreadable"]


def test_one_stray_cell_far_away_does_not_make_the_list_long():
    book = Workbook()
    sheet = book.active
    for row in (UNIT_COLUMNS, ROW):
        sheet.append(row)
    sheet["XFD1048576"] = " "
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    started = time.perf_counter()

    checked = check_unit_list(file)

    assert checked.ok
    assert time.perf_counter() - started < 3


def test_a_workbook_that_lies_about_its_size_is_read_whole():
    file = with_part(
        workbook(UNIT_COLUMNS, ROW),
        "xl/worksheets/sheet1.xml",
        lambda content: content.replace(b'ref="A1:G2"', b'ref="A1"'),
    )

    assert check_unit_list(file).ok


def test_another_office_file_is_no_list():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    file.seek(0)

    assert codes(check_unit_list(file)) == ["file_format"]


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_either_read_or_refused(content):
    for start in (b"", HEADER.encode() + b"\n", b"PK\x03\x04"):
        checked = check_unit_list(io.BytesIO(start + content))
        assert checked.errors or checked.rows
        assert check_organ_list(io.BytesIO(start + content), set()).errors


#: Made once: a workbook holds the time of its making, and would be another one each time.
_SOUND = workbook(UNIT_COLUMNS, ROW).getvalue()


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_any_damage_to_a_workbook_is_either_read_or_refused(data):
    content = bytearray(_SOUND)
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))

    checked = check_unit_list(io.BytesIO(bytes(content)))

    assert checked.errors or checked.rows


_CELL = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20)


@given(
    rows=st.lists(st.lists(_CELL, min_size=7, max_size=7), min_size=1, max_size=8),
    order=st.permutations(range(7)),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]),
)
@settings(max_examples=150, deadline=None)
def test_what_is_written_is_what_is_read(rows, order, encoding):
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerows([[row[at] for at in order] for row in [list(UNIT_COLUMNS), *rows]])

    table = _read_or_refused(text.getvalue().encode(encoding))

    if isinstance(table, list):
        # Some texts in GB18030 are also nearly UTF-8; they are refused, never misread.
        assert (encoding, table) == ("gb18030", ["encoding"])
        return
    places = [table.header.cells.index(column) for column in UNIT_COLUMNS]
    assert [[line.cells[at] for at in places] for line in table.lines] == rows


def _read_or_refused(content):
    try:
        return read_table(io.BytesIO(content), UNIT_COLUMNS)
    except ListUnreadable as refused:
        return [error.code for error in refused.errors]
