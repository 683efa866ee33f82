"""What single components promise, beyond what the style guide shows."""

import pytest
from django import forms
from django.template import Context, Template

from core.errors import InvalidInput
from core.ui import (
    Button,
    Confirm,
    Fact,
    FileLine,
    FormFields,
    PageHead,
    Picked,
    Progress,
    ReceiptCell,
    ReceiptGroup,
    ReceiptMatrix,
    Tag,
    urgency_tag,
)


class Letter(forms.Form):
    title = forms.CharField(label="标题", max_length=5, help_text="不超过5字")
    kind = forms.ChoiceField(label="文种", choices=[("a", "函")], widget=forms.RadioSelect)
    token = forms.CharField(widget=forms.HiddenInput)


def shown(text, **context):
    return Template("{% load ui %}" + text).render(Context(context))


def test_what_people_wrote_is_escaped():
    assert "&lt;b&gt;" in str(Button("<b>"))
    assert "&lt;b&gt;" in shown("{{ part }}", part=Tag("<b>"))


def test_a_grey_button_says_why_and_does_nothing():
    button = str(Button("撤回", href="/x/", kind="primary", why_not="已被阅读"))

    assert "已被阅读" in button
    assert 'aria-disabled="true"' in button
    assert "/x/" not in button
    assert 'type="button"' in button


def test_htmx_attributes_are_escaped():
    assert 'hx-get="/a?b=1&amp;c=2"' in str(Button("看", hx={"get": "/a?b=1&c=2"}))


def test_a_form_inside_a_component_gets_the_pages_token():
    confirm = Confirm("c", "签收？", "/sign/", "签收")

    assert 'value="secret"' in shown("{% component c %}", c=confirm, csrf_token="secret")


def test_a_component_that_is_none_shows_nothing():
    assert shown("{% component c %}", c=None) == ""


def test_the_loudest_urgencies_are_solid():
    assert [urgency_tag(word).solid for word in ("特提", "特急", "加急", "平急")] == [
        True,
        True,
        False,
        False,
    ]


def test_errors_are_summed_up_and_tied_to_their_fields():
    page = str(FormFields(Letter({"title": "超过了五个字"})))

    assert 'href="#id_title"' in page
    assert 'href="#id_kind_0"' in page
    assert 'aria-describedby="id_title_helptext id_title_error"' in page
    assert 'id="id_title_error"' in page
    assert 'aria-invalid="true"' in page
    assert "(隐藏字段" not in page
    assert page.count('type="hidden"') == 1


def test_a_form_without_errors_has_no_summary():
    assert 'role="alert"' not in str(FormFields(Letter()))


def test_a_page_head_says_where_one_is():
    head = shown('{% page_head "登记" crumb="公文" crumb_url="/d/" %}')

    assert '<a href="/d/">公文</a>' in head
    assert '<span aria-current="page">登记</span>' in head
    assert "<h1>登记</h1>" in head


def test_blocks_keep_what_is_inside():
    assert "<b>内</b>" in shown('{% fieldset "组" %}<b>内</b>{% endfieldset %}')


def test_a_running_bar_asks_again_and_an_ended_one_does_not():
    assert 'hx-get="/next/"' in str(Progress("p", "安装", 1, 3, poll_url="/next/"))
    assert "hx-get" not in str(Progress("p", "安装", 3, 3, "good"))


@pytest.mark.parametrize(
    ("done", "total", "percent"), [(0, 0, 0), (1, 3, 33), (3605, 3606, 99), (3606, 3606, 100)]
)
def test_a_hundred_per_cent_means_all(done, total, percent):
    assert Progress("p", "", done, total).percent == percent


def test_receipts_are_counted_and_the_unsigned_come_first():
    cells = (ReceiptCell("甲", "signed"), ReceiptCell("乙", "late"), ReceiptCell("丙", "waiting"))
    matrix = ReceiptMatrix("签收", (ReceiptGroup("区县", cells),))

    assert (matrix.signed, matrix.total) == (1, 3)
    assert [cell.unit for cell in matrix.groups[0].ordered] == ["乙", "丙", "甲"]


def test_an_empty_fact_shows_a_dash():
    assert Fact("附注", None).shown == Fact("附注", "").shown == "—"
    assert Fact("份数", 0).shown == 0


def test_the_mark_before_a_file_is_its_ending():
    assert FileLine("通知.pdf", 1).kind == "PDF"
    assert FileLine("无后缀", 1).kind == ""


def test_posted_choices_are_read_back_once_each():
    picked = Picked.parse(["unit:nch", "under:hs", "unit:nch", "group:counties"])

    assert [(pick.kind, pick.code) for pick in picked] == [
        ("unit", "nch"),
        ("under", "hs"),
        ("group", "counties"),
    ]


@pytest.mark.parametrize("value", ["nch", "all:nch", "unit:", ""])
def test_anything_else_is_refused(value):
    with pytest.raises(InvalidInput):
        Picked.parse([value])


def test_the_title_of_a_page_head_stands_once():
    assert str(PageHead("登记")).count("登记") == 1
