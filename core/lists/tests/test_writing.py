"""What is written opens as text: a cell that begins like a formula calculates nothing."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from core.lists.cells import FORMULA_STARTS
from core.lists.records import read_records
from core.lists.table import read_table
from core.lists.template import TemplateColumn, as_template
from core.lists.writing import as_csv, as_xlsx

EVIL = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "－1",
    "=cmd|' /C calc'!A0",
]


@pytest.mark.parametrize("evil", EVIL)
def test_a_formula_is_quoted_in_csv(evil):
    lines = as_csv([evil], [[evil]]).decode("utf-8-sig").split("\r\n")

    assert [line.lstrip('"')[:1] for line in lines[:2]] == ["'", "'"]


@pytest.mark.parametrize("evil", EVIL)
def test_a_formula_is_text_in_a_workbook(evil):
    template = as_template("名单", [TemplateColumn(evil, evil, evil, choices=[evil])], [evil])

    for content in (as_xlsx("登记簿", [evil], [[evil]]), template):
        book = load_workbook(io.BytesIO(content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}


def test_csv_is_marked_as_utf8_for_excel():
    assert as_csv(["标题"], [["通知"]]) == "\ufeff标题\r\n通知\r\n".encode()


def test_xlsx_keeps_numbers_and_texts_apart():
    book = load_workbook(io.BytesIO(as_xlsx("登记簿", ["序号", "标题"], [[1, "=1+1"], [2, None]])))
    cells = [[(cell.value, cell.data_type) for cell in row] for row in book["登记簿"].iter_rows()]

    assert cells[1] == [(1, "n"), ("=1+1", "s")]
    assert cells[2][0] == (2, "n")


def test_characters_that_no_sheet_can_hold_are_left_out():
    book = load_workbook(io.BytesIO(as_xlsx("登记簿", ["标题"], [["坏\x00\x0b字"]])))

    assert book["登记簿"]["A2"].value == "坏字"


_CELL = st.builds(
    str.__add__,
    st.sampled_from(["", *FORMULA_STARTS[:4], *FORMULA_STARTS[7:], "'"]),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=9),
)


@given(st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_what_was_written_is_what_is_read_again(rows):
    for content in (as_csv(["甲", "乙"], rows), as_xlsx("名单", ["甲", "乙"], rows)):
        table = read_table(io.BytesIO(content), ["甲"])

        assert [line.cells[:2] for line in table.lines] == rows


def test_a_sign_before_a_number_is_a_formula_only_where_no_sign_belongs():
    table = read_table(io.BytesIO("甲,乙\n+86 139,+86 139\n".encode()), ["甲"])

    found = read_records(table, ("甲", "乙"), (), signed={"乙"})

    assert [(error.column, error.code) for error in found.errors] == [("甲", "formula")]
