"""The search over everything: each module's hits, a failed one said so, nothing of others."""

import pytest

from core.contracts.pages import SearchResult
from core.modules import pages
from core.modules.tests.conftest import plugin
from installer.testing.people import browser_of

PAGE = "/u/parks/search/"


@pytest.fixture
def searched(host, monkeypatch, parks):
    """Every unit has official documents; here their search is this function."""
    monkeypatch.setattr(pages, "host", lambda: host)

    def register(search_results, module="official_documents"):
        host.register(module, plugin(search_results))

    return register


def page_of(person, query=""):
    answer = browser_of(person).get(PAGE, {"q": query})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_hit_leads_to_its_page(searched, alice):
    def search_results(person, query):
        yield SearchResult(f"{query} for {person.name}", "/u/parks/m/official_documents/7/")

    searched(search_results)

    page = page_of(alice, "tree")
    assert "tree for Alice" in page
    assert 'href="/u/parks/m/official_documents/7/"' in page


def test_a_failing_module_is_told_and_costs_nothing_else(searched, alice):
    def search_results(query):
        raise RuntimeError(query)

    searched(search_results)

    assert "这一部分暂时无法显示" in page_of(alice, "tree")


def test_a_module_that_is_not_there_is_not_searched(searched, alice):
    def search_results(query):
        yield SearchResult(query, "/u/parks/m/absent/7/")

    searched(search_results, module="absent")

    assert "没有找到“tree”" in page_of(alice, "tree")


def test_without_a_word_nobody_is_asked(searched, alice):
    asked = []

    def search_results(query):
        asked.append(query)

    searched(search_results)

    assert "输入要找的内容" in page_of(alice, "   ")
    assert asked == []


def test_a_word_that_is_too_long_is_cut(searched, alice):
    asked = []

    def search_results(query):
        asked.append(query)

    searched(search_results)
    page_of(alice, "长" * 500)

    assert asked == ["长" * 100]


def test_what_is_typed_is_shown_as_text(searched, alice):
    assert "<script>alert" not in page_of(alice, "<script>alert(1)</script>")


def test_a_stranger_does_not_find_the_page(searched, charlie):
    assert browser_of(charlie).get(PAGE).status_code == 404


@pytest.mark.parametrize(("module", "bar"), [("official_documents", True), ("absent", False)])
def test_the_bar_has_a_search_where_something_can_be_searched(searched, alice, module, bar):
    def search_results(query):
        return []

    searched(search_results, module=module)

    assert ("bar-search" in page_of(alice)) is bar
