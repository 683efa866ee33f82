"""Exports open as text: a cell that begins like a formula calculates nothing."""

import io

import pytest
from openpyxl import load_workbook

from core.files.public import as_csv, as_xlsx


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1"])
def test_a_formula_is_quoted_in_csv(evil):
    line = as_csv(["标题"], [[evil]]).decode("utf-8-sig").splitlines()[1]

    assert line.lstrip('"').startswith("'")


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
