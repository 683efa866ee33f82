"""The frame is filled by registered sources, and shows who is where."""

from django.template.loader import render_to_string

from core.ui import frame
from core.ui.frame import Banner, MenuLine, Tab, UnitLine, frame_of
from core.ui.tests.conftest import PARKS, TAXES

LINES = [
    MenuLine("工作台", "/u/parks/", "home", position=1),
    MenuLine("收文", "/u/parks/documents/in/", "inbox", group="公文", badge=4),
    MenuLine("发文", "/u/parks/documents/", "inbox", group="公文"),
    MenuLine("会议", "/u/parks/meetings/", "calendar", group="会务"),
    MenuLine("台账", "/u/parks/documents/book/", "book-open", group="公文"),
]


def test_a_stranger_sees_an_empty_frame(get, sources):
    sources.menu_sources.append(lambda _person: LINES)

    shown = frame_of(get("/u/parks/"))

    assert shown == frame.Frame()


def test_lines_of_a_group_stand_together_in_the_order_of_their_first_line(get, sources, alice):
    sources.menu_sources.append(lambda _person: LINES)

    groups = frame_of(get("/u/parks/", alice)).menu

    assert [(g.title, [str(line.title) for line in g.lines]) for g in groups] == [
        ("", ["工作台"]),
        ("公文", ["收文", "发文", "台账"]),
        ("会务", ["会议"]),
    ]


def test_the_longest_address_above_the_page_is_the_current_line(get, sources, alice):
    sources.menu_sources.append(lambda _person: LINES)

    lines = frame_of(get("/u/parks/documents/in/7/", alice)).lines

    assert [str(line.title) for line in lines if line.current] == ["收文"]


def test_the_switcher_marks_the_unit_whose_page_it_is(get, sources, alice):
    sources.unit_sources.append(
        lambda _person: [UnitLine(PARKS, "/u/parks/"), UnitLine(TAXES, "/u/taxes/", 2)]
    )

    units = frame_of(get("/u/parks/", alice)).units

    assert [line.current for line in units] == [True, False]


def test_the_tab_of_notices_is_the_bell_of_the_bar(get, sources, alice):
    bell = Tab("消息", "/u/parks/messages/", "bell", frame.NOTICES, badge=5)
    sources.tab_sources.append(lambda _person: [Tab("通讯录", "/c/", "book-open", 40), bell])

    shown = frame_of(get("/", alice))

    assert shown.notices == bell
    assert [str(tab.title) for tab in shown.tabs] == ["消息", "通讯录"]


def test_the_page_shows_what_the_sources_gave(get, sources, alice):
    sources.menu_sources.append(lambda _person: LINES)
    sources.banner_sources.append(lambda _person: [Banner("示例紧急通知", "bad", "/n/1/", "签收")])
    sources.search_sources.append(lambda _person: "/search/")
    sources.person_sources.append(
        lambda _person: [MenuLine("退出登录", "/out/", post=True, leaves=True)]
    )

    page = render_to_string("ui/frame.html", request=get("/u/parks/documents/in/", alice))

    assert '<a class="line" href="/u/parks/documents/in/" aria-current="page">' in page
    assert "示例紧急通知" in page
    assert 'action="/search/"' in page
    assert 'action="/out/" data-leaves' in page
    assert f'data-who="{alice.account_id}"' in page
    assert 'href="#me"' in page


def test_a_page_outside_the_frame_asks_no_source(get, sources, alice):
    asked = []
    sources.menu_sources.append(lambda person: asked.append(person) or [])

    render_to_string("ui/plain.html", request=get("/", alice))

    assert asked == []
