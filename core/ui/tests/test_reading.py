"""Type size, contrast and language are remembered in cookies and stand on the page."""

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

from core.ui.context import Reading, reading_of
from core.ui.language import LanguageMiddleware
from core.ui.views import preference


def test_a_choice_is_remembered_and_leads_back(rf):
    response = preference(rf.post("/", {"type": "large", "next": "/u/parks/?page=2"}))

    assert response.url == "/u/parks/?page=2"
    assert response.cookies["ui_type"].value == "large"
    assert response.cookies["ui_type"]["samesite"] == "Lax"


@pytest.mark.parametrize("target", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_a_choice_never_leads_to_another_site(rf, target):
    assert preference(rf.post("/", {"type": "large", "next": target})).url == "/"


def test_an_unknown_choice_is_not_kept(rf):
    response = preference(rf.post("/", {"type": "huge", "language": "tlh"}))

    assert response.cookies == {}


def test_the_page_is_set_as_the_cookies_say(rf):
    rf.cookies["ui_type"] = "large"
    rf.cookies["ui_contrast"] = "high"

    page = render_to_string("ui/plain.html", request=rf.get("/"))

    assert 'lang="zh-Hans" data-type="large" data-contrast="high" data-rail="wide"' in page


def test_an_unknown_value_in_a_cookie_counts_as_none(rf):
    rf.cookies["ui_contrast"] = '"><script>'

    assert reading_of(rf.get("/")) == Reading()


@pytest.mark.parametrize(("cookie", "language"), [("", "zh-hans"), ("en", "en"), ("xx", "zh-hans")])
def test_the_language_is_the_readers_choice_and_never_the_browsers(rf, settings, cookie, language):
    if cookie:
        rf.cookies[settings.LANGUAGE_COOKIE_NAME] = cookie
    spoken = []

    def view(_request):
        spoken.append(get_language())
        return HttpResponse()

    response = LanguageMiddleware(view)(rf.get("/", headers={"accept-language": "en-US"}))

    assert spoken == [language]
    assert response["Content-Language"] == language
