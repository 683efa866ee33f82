"""How numbers are written and read."""

import pytest

from core.numbers.public import Number


def test_a_number_is_written_with_six_corner_brackets():
    assert str(Number("常办发", 2021, 12)) == "常办发〔2021〕12号"


def test_a_written_number_is_read_back():
    assert Number.read("常政办发〔2021〕3号") == Number("常政办发", 2021, 3)


@pytest.mark.parametrize(
    "text",
    ["常办发[2021]12号", "常办发（2021）12号", "常办发【2021】12号", "常办发〔2021〕012号",
     "常办发〔21〕12号", "常办发〔2021〕第12号", "常办发〔2021〕12", "cb〔2021〕12号", ""],
)  # fmt: skip
def test_any_other_form_is_not_a_number(text):
    assert Number.read(text) is None
