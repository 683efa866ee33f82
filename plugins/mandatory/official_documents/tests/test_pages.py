"""Every page: for whom it is due, for a colleague without the permission, for a stranger."""

import html
import io
import re
import zipfile
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook
from pypdf import PdfReader, PdfWriter

from core.context import open_city, open_unit
from core.errors import NotFound
from core.files.public import open_for
from core.identity.models import Session
from core.identity.totp import digits_at
from installer.testing.people import TOTP_SECRET, browser_of
from plugins.mandatory.official_documents.models import Document, ReceivedDocument, State
from plugins.mandatory.official_documents.services.content import content_hash
from plugins.mandatory.official_documents.services.receiving import receive_document
from plugins.mandatory.official_documents.services.sending import dispatch_document
from plugins.mandatory.official_documents.tests.conftest import AT
from plugins.mandatory.official_documents.views import receipts

COUNTY = "/u/county/m/official_documents/"
PARKS = "/u/parks/m/official_documents/"


def _text(response) -> str:
    return response.content.decode()


def _token() -> dict[str, str]:
    return {"token": str(uuid4())}


@pytest.fixture
def form(organs):
    """A filled-in draft as the browser posts it."""
    return {
        "organ_id": str(organs.county),
        "doc_type": "notice",
        "title": "关于防汛值班的通知",
        "body": "请各乡镇落实。",
        "urgency": "flash",
        "declared": "on",
        "main": ["unit:parks"],
        "cc": ["unit:taxes"],
        **_token(),
    }


@pytest.fixture
def received(cast, sent, alice):
    """Alice has signed for it."""
    with open_unit(cast.parks):
        return receive_document(envelope_id=sent.envelope_id, by=alice, at=AT, token=uuid4())


def _only_document(cast) -> Document:
    with open_unit(cast.county):
        return Document.objects.get()


def test_the_whole_way_through_the_pages(cast, form, erin, dora, alice):
    clerk, head, town = browser_of(erin), browser_of(dora), browser_of(alice)

    clerk.post(f"{COUNTY}documents/new/", form)
    page = f"{COUNTY}documents/{_only_document(cast).pk}/"
    clerk.post(f"{page}submit/", {"signer_id": str(dora.member_id), **_token()})
    assert "待签发" in _text(head.get(page))
    head.post(f"{page}decide/", {"decision": "sign", "opinion": "同意印发", **_token()})
    clerk.post(f"{page}number/", {"code": "测政发", **_token()})
    clerk.post(f"{page}send/", _token())

    assert "0 / 2" in _text(clerk.get(page))
    waiting = _text(town.get(f"{PARKS}waiting/"))
    assert "关于防汛值班的通知" in waiting
    assert "特急" in waiting
    envelope_id = _only_document(cast).envelope_id
    signed = town.post(f"{PARKS}waiting/{envelope_id}/sign/", _token(), follow=True)
    assert "收文处理单" in _text(signed)
    assert "请各乡镇落实。" in _text(signed)
    who_signed = _text(clerk.get(f"{page}receipts/"))
    assert "Alice" in who_signed
    assert "待签收" in who_signed


def test_the_same_post_twice_drafts_once(cast, form, erin):
    browser = browser_of(erin)
    first, again = (browser.post(f"{COUNTY}documents/new/", form) for _ in range(2))

    assert first.status_code == 302
    assert first["Location"] == again["Location"]
    _only_document(cast)


def test_without_the_declaration_the_form_comes_back(cast, form, erin):
    del form["declared"]
    page = browser_of(erin).post(f"{COUNTY}documents/new/", form)

    assert page.status_code == 422
    assert "请勾选声明" in _text(page)
    assert "关于防汛值班的通知" in _text(page)


@pytest.mark.parametrize("pick", ["unit:nowhere", "group:没有这样的统称", "nonsense"])
def test_a_recipient_that_does_not_exist_is_refused(form, erin, pick):
    page = browser_of(erin).post(f"{COUNTY}documents/new/", {**form, "main": [pick]})

    assert page.status_code == 422


def test_who_may_not_draft_signs_and_sends_nothing(cast, drafted, bob, alice):
    stranger = browser_of(bob)
    assert stranger.get(f"{PARKS}received/").status_code == 403
    assert stranger.get(f"{PARKS}waiting/").status_code == 403
    assert stranger.post(f"{PARKS}waiting/{uuid4()}/sign/", _token()).status_code == 403


def test_signing_asks_once_more_who_it_is(cast, submitted, dora):
    head, page = browser_of(dora), f"{COUNTY}documents/{submitted.pk}/"
    act = {"decision": "sign", **_token()}
    with open_city():
        Session.objects.update(confirmed_at=None)

    assert "确认身份后签发" in _text(head.get(page))
    assert head.post(f"{page}decide/", act).status_code == 403
    api = head.post(f"/api/v1{COUNTY}documents/{submitted.pk}/sign/", {"opinion": ""})
    assert api.json()["code"] == "confirmation_needed"
    proof = digits_at(TOTP_SECRET, timezone.now())
    back = head.post(f"/account/confirm/?next={page}", {"proof": proof})
    head.post(f"{page}decide/", act)

    assert back["Location"] == page
    assert _only_document(cast).state == State.SIGNED


@pytest.mark.parametrize(
    "path", ["", "edit/", "receipts/", "receipts.xlsx", "receipts/group/?level=township"]
)
def test_another_units_document_is_not_there(sent, alice, charlie, path):
    for browser, unit in ((browser_of(alice), "parks"), (browser_of(charlie), "taxes")):
        url = f"/u/{unit}/m/official_documents/documents/{sent.pk}/{path}"
        assert browser.get(url).status_code == 404


def test_nobody_enters_another_unit(sent, charlie):
    browser = browser_of(charlie)
    for path in ("", "sent/", "received/", f"documents/{sent.pk}/", "export/sent.csv"):
        assert browser.get(f"{COUNTY}{path}").status_code == 404


def test_what_was_sent_to_others_cannot_be_looked_at_or_signed(cast, sent, erin, dora):
    browser = browser_of(dora)
    assert browser.get(f"{COUNTY}received/{sent.envelope_id}/").status_code == 404
    clerk = browser_of(erin)
    assert clerk.get(f"{COUNTY}waiting/{sent.envelope_id}/").status_code == 404
    assert clerk.post(f"{COUNTY}waiting/{sent.envelope_id}/sign/", _token()).status_code == 404


def test_a_colleagues_draft_is_not_there(drafted, dora):
    assert browser_of(dora).get(f"{COUNTY}documents/{drafted.pk}/").status_code == 404


def test_a_second_clerk_sees_the_signed_paper(received, sent, alice):
    page = browser_of(alice).get(f"{PARKS}waiting/{sent.envelope_id}/")

    assert page.status_code == 302
    assert page["Location"].endswith(f"/received/{received.pk}/")


def test_signing_twice_says_who_was_quicker(received, sent, alice):
    answer = browser_of(alice).post(f"{PARKS}waiting/{sent.envelope_id}/sign/", _token())

    assert answer.status_code == 409
    assert "Alice" in _text(answer)


@pytest.mark.parametrize("path", ["submit/", "number/", "send/", "discard/", "attach/"])
def test_nothing_is_done_by_looking(drafted, erin, path):
    assert browser_of(erin).get(f"{COUNTY}documents/{drafted.pk}/{path}").status_code == 405


def test_an_attachment_is_a_download_for_both_sides(cast, drafted, erin, dora, alice):
    clerk, head, town = browser_of(erin), browser_of(dora), browser_of(alice)
    page = f"{COUNTY}documents/{drafted.pk}/"
    file = _pdf()
    file.name = "附件1：清单.pdf"
    clerk.post(f"{page}attach/", {"file": file})
    clerk.post(f"{page}submit/", {"signer_id": str(dora.member_id), **_token()})
    head.post(f"{page}decide/", {"decision": "sign", **_token()})
    clerk.post(f"{page}number/", {"code": "测政发", **_token()})
    clerk.post(f"{page}send/", _token())
    sent = _only_document(cast)
    town.post(f"{PARKS}waiting/{sent.envelope_id}/sign/", _token())
    with open_unit(cast.parks):
        received = ReceivedDocument.objects.get()
    with open_unit(cast.county):
        sha256 = sent.attachments.get().sha256

    for browser, url in (
        (clerk, f"{page}files/{sha256}/"),
        (town, f"{PARKS}received/{received.pk}/files/{sha256}/"),
    ):
        answer = browser.get(url)
        assert b"".join(answer.streaming_content) == file.getvalue()
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert f"{url}look/" in _text(browser.get(url.partition("files/")[0]))
        copy = browser.get(f"{url}look/")
        assert copy["Content-Disposition"].startswith("inline")
        assert "测试县" in PdfReader(io.BytesIO(copy.content)).pages[0].extract_text()
    for other in ("", "look/"):
        url = f"{PARKS}received/{received.pk}/files/{'0' * 64}/{other}"
        assert town.get(url).status_code == 404


def test_what_is_taken_off_a_draft_is_let_go_and_macros_are_told(cast, drafted, erin):
    clerk, page = browser_of(erin), f"{COUNTY}documents/{drafted.pk}/"
    for name, content in (("a.pdf", _pdf().getvalue()), ("b.docm", _with_macros())):
        file = io.BytesIO(content)
        file.name = name
        clerk.post(f"{page}attach/", {"file": file})
    assert "含宏，打开前请确认来源" in _text(clerk.get(page))
    with open_unit(cast.county):
        sha256 = drafted.attachments.get(name="a.pdf").sha256

    clerk.post(f"{page}files/{sha256}/detach/")

    assert clerk.get(f"{page}files/{sha256}/").status_code == 404
    with open_unit(cast.county), pytest.raises(NotFound):
        open_for(cast.county, sha256)


def _pdf():
    made, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(595, 842)
    writer.write(made)
    made.seek(0)
    return made


def _with_macros():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in ("word/document.xml", "word/vbaProject.bin"):
            archive.writestr(part, "<w/>")
    return made.getvalue()


def test_a_file_that_is_not_what_it_says_is_refused(drafted, erin):
    file = io.BytesIO(b"MZ\x90\x00")
    file.name = "通知.pdf"
    answer = browser_of(erin).post(f"{COUNTY}documents/{drafted.pk}/attach/", {"file": file})

    assert answer.status_code == 422
    assert "可执行程序，不允许上传" in _text(answer)


def test_registers_are_filtered(cast, received, alice, erin):
    town = browser_of(alice)
    for query, there in (
        ("", True),
        ("?title=防汛物资", True),
        ("?title=没有", False),
        ("?doc_type=notice&organ=测试县", True),
        ("?doc_type=report", False),
        ("?day=2021-03-01", True),
        ("?day=2021-03-02", False),
        ("?day=nonsense", True),
        ("?day=9999-12-31", True),
        ("?after=nonsense", True),
    ):
        page = _text(town.get(f"{PARKS}received/{query}"))
        assert ("收〔2021〕1号" in page) is there, query
    assert "测政发〔2021〕1号" in _text(browser_of(erin).get(f"{COUNTY}sent/?number_text=测政发"))


def test_exports_equal_the_page_and_calculate_nothing(cast, received, alice):
    with open_unit(cast.parks):
        ReceivedDocument.objects.update(title="=HYPERLINK(1)")
    town = browser_of(alice)

    csv = town.get(f"{PARKS}export/received.csv").content.decode("utf-8-sig")
    assert csv.splitlines()[0].startswith("收文编号,文号,标题")
    assert "'=HYPERLINK(1)" in csv
    book = load_workbook(io.BytesIO(town.get(f"{PARKS}export/received.xlsx").content))
    assert book.active["A2"].value == "收〔2021〕1号"
    assert book.active["C2"].data_type == "s"
    assert town.get(f"{PARKS}export/other.csv").status_code == 404
    empty = town.get(f"{PARKS}export/received.csv?title=没有").content.decode("utf-8-sig")
    assert len(empty.splitlines()) == 1


def test_receipts_are_exported(sent, erin):
    answer = browser_of(erin).get(f"{COUNTY}documents/{sent.pk}/receipts.xlsx")

    book = load_workbook(io.BytesIO(answer.content))
    assert [cell.value for cell in book.active["D"]] == ["状态", "待签收", "待签收"]


def test_of_very_many_recipients_the_sums_stand_first(cast, sent, erin, monkeypatch):
    monkeypatch.setattr(receipts, "ON_ONE_PAGE", 1)
    clerk, page = browser_of(erin), f"{COUNTY}documents/{sent.pk}/receipts/"

    whole = _text(clerk.get(page))
    assert "园林镇" not in whole
    (link,) = re.findall(r'href="([^"]*/group/[^"]*)"', whole)

    one = _text(clerk.get(html.unescape(link)))
    assert "园林镇" in one
    assert "税务镇" in one
    assert clerk.get(f"{page}group/?level=village").status_code == 404


def test_the_tree_opens_and_is_searched(organs, erin):
    clerk = browser_of(erin)

    assert "园林镇" in _text(clerk.get(f"{COUNTY}recipients/?under=county"))
    assert "园林镇" in _text(clerk.get(f"{COUNTY}recipients/search/?q=园林"))
    assert clerk.get(f"{COUNTY}recipients/?under=nowhere").status_code == 404
    counted = clerk.post(f"{COUNTY}recipients/count/", {"main": ["under:county", "except:taxes"]})
    assert _text(counted) == "2"


def _copies(row, *changes) -> None:
    """Further rows like this one."""
    for change in changes:
        row.pk, row._state.adding = uuid4(), True
        for name, value in change.items():
            setattr(row, name, value)
        row.save()


def _lengthen(cast, sent) -> None:
    """Two more lines in each list."""
    with open_unit(cast.parks):
        lines = ({"envelope_id": uuid4(), "seq": serial} for serial in (2, 3))
        _copies(ReceivedDocument.objects.get(), *lines)
    with open_unit(cast.county):
        _copies(Document.objects.get(), {}, {})
        _copies(Document.objects.first(), *({"state": "draft", "dispatched_at": None},) * 3)


@pytest.mark.parametrize("longer", [False, True], ids=["1 row", "3 rows"])
@pytest.mark.parametrize(
    ("unit", "path", "queries"),
    [("parks", "received/", 4), ("county", "sent/", 5), ("county", "under-way/", 4)],
)
def test_a_list_asks_the_same_however_long_it_is(
    cast, received, sent, alice, erin, longer, unit, path, queries
):
    if longer:
        _lengthen(cast, sent)
    browser = browser_of(alice if unit == "parks" else erin)
    url = f"/u/{unit}/m/official_documents/{path}"
    browser.get(url)

    with CaptureQueriesContext(connection) as captured:
        browser.get(url)

    ours = [query for query in captured if _is_ours(query["sql"])]
    assert len(ours) == queries


@pytest.mark.parametrize("papers", [1, 3])
def test_what_waits_is_listed_by_the_same_queries(cast, sent, alice, erin, papers):
    for serial in range(1, papers):
        with open_unit(cast.county):
            _send_another(sent, erin, serial)
    browser = browser_of(alice)
    browser.get(f"{PARKS}waiting/")

    with CaptureQueriesContext(connection) as captured:
        page = _text(browser.get(f"{PARKS}waiting/"))

    assert page.count("测试县人民政府") >= papers
    assert len([query for query in captured if _is_ours(query["sql"])]) == 4


def _is_ours(sql: str) -> bool:
    return "mod_official_documents" in sql or '"receipt"' in sql


def _send_another(sent, erin, serial) -> None:
    row = Document.objects.get(pk=sent.pk)
    picks = [(each.role, each.position, each.pick, each.title) for each in row.addressees.all()]
    _copies(row, {"number_text": f"测政发〔2021〕{serial + 1}号", "state": "numbered"})
    for role, position, pick, title in picks:
        row.addressees.create(role=role, position=position, pick=pick, title=title)
    row.content_hash = content_hash(row)
    row.save()
    dispatch_document(document_id=row.pk, by=erin, at=AT, token=uuid4())
