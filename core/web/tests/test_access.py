"""Every view says who may use it; one that says nothing is refused."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, clear_url_caches, get_resolver, path
from django.views.generic import View

from core.contracts.people import Person
from core.db.keys import new_id
from core.errors import PermissionRefused
from core.web.access import (
    AccessRule,
    AccessUndeclared,
    AccountUnsettled,
    Kind,
    NotSignedIn,
    check_access,
    public,
    requires,
    requires_city,
    rule_of,
    signed_in,
    signed_in_unsettled,
)
from core.web.request import address_of
from installer.testing.people import browser_of, make_operator

URLCONFS = ["core.settings.urls", "core.settings.unit_urls", "core.settings.unit_api_urls"]
#: What may be seen without logging in; everything else needs a reason to join them.
PUBLIC = {
    "identity:log_in",
    "identity:second_step",
    "identity:activate",
    "identity:activate_details",
    # Whoever forgot a password, with the code of the reset; a bound phone, with its PIN.
    "identity:reset",
    "identity:unlock",
    # A gateway tells what arrived, under its signature.
    "notices:receipt",
}


def routes(resolver, prefix="", namespace=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            name = f"{namespace}:{pattern.name}" if namespace else str(pattern.name)
            yield prefix + str(pattern.pattern), name, pattern.callback
        else:
            inner = ":".join(filter(None, (namespace, pattern.namespace)))
            yield from routes(pattern, prefix + str(pattern.pattern), inner)


ALL = [route for urlconf in URLCONFS for route in routes(get_resolver(urlconf))]


def someone(**held):
    return Person(account_id=new_id(), name="Somebody", **held)


def asked(path="/u/parks/x/", method="get", **known):
    request = getattr(RequestFactory(), method)(path)
    request.account = known.get("account")
    request.person = known.get("person")
    request.duty = known.get("duty", "")
    return request


@requires("tea.drink")
def drink(_request):
    return HttpResponse("tea")


def silent(_request):
    return HttpResponse("secret")


class Marked(View):
    access = requires("tea.drink")


@signed_in
class Decorated(View):
    """Marked by the decorator instead."""


@pytest.mark.parametrize(("route", "name", "view"), ALL, ids=[route for route, _, _ in ALL])
def test_every_route_says_who_may_use_it(route, name, view):
    assert isinstance(rule_of(view), AccessRule), f"{route} ({name}) declares no access"


def test_only_a_short_list_of_routes_is_open_to_everyone():
    found = {name for _, name, view in ALL if rule_of(view).kind is Kind.PUBLIC}

    # The interface's own pages show components and samples, nothing of any unit.
    assert {name for name in found if not name.startswith("ui:")} == PUBLIC


def test_only_the_pages_that_settle_an_account_are_open_to_an_unsettled_one():
    found = {name for _, name, view in ALL if rule_of(view).while_unsettled}

    assert found == {"identity:log_out", "identity:password", "identity:second_factor"}


@pytest.mark.parametrize("view", [silent, View.as_view()])
def test_a_view_that_says_nothing_is_refused_and_logged(view, caplog):
    with pytest.raises(AccessUndeclared):
        check_access(view, asked(account="alice", person=someone()))

    assert "without access rule" in caplog.text


@pytest.fixture
def silent_page(monkeypatch):
    """A page whose author forgot to say who may use it, at ``/silent/`` of city and units."""
    for name in ("urls", "unit_urls"):
        module = __import__(f"core.settings.{name}", fromlist=["urlpatterns"])
        patterns = [*module.urlpatterns, path("silent/", silent)]
        monkeypatch.setattr(module, "urlpatterns", patterns)
    clear_url_caches()
    yield
    clear_url_caches()


def test_a_forgotten_page_is_shut_for_its_administrator_and_for_the_city(
    alice, city_db, silent_page
):
    answers = [
        browser_of(alice).get("/u/parks/silent/"),
        browser_of(make_operator("城市")).get("/silent/"),
        Client().get("/silent/"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert not any(b"secret" in answer.content for answer in answers)


@pytest.mark.parametrize("view", [drink, Marked.as_view()])
def test_a_permission_is_asked_of_the_person(view):
    holder = someone(permissions=frozenset({"tea.drink"}))

    assert check_access(view, asked(account="alice", person=holder)) is None
    with pytest.raises(PermissionRefused):
        check_access(view, asked(account="alice", person=someone()))


def test_a_permission_of_the_city_is_none_of_the_unit_and_the_reverse():
    in_unit = someone(permissions=frozenset({"city.fleet"}))
    in_city = someone(city_permissions=frozenset({"tea.drink"}))

    assert not requires_city("city.fleet").admits(in_unit)
    assert not requires("tea.drink").admits(in_city)


def test_a_rule_marks_a_class_as_well_as_a_function():
    assert rule_of(Decorated.as_view()) is signed_in
    assert rule_of(drink) == requires("tea.drink")


def test_something_else_called_access_is_no_rule():
    class Trick(View):
        access = "public"

    assert rule_of(Trick.as_view()) is None


@pytest.mark.parametrize(("method", "onward"), [("get", "?next=%2Fu%2Fparks%2Fx%2F"), ("post", "")])
def test_a_visitor_is_asked_to_log_in_and_a_form_is_not_sent_twice(method, onward):
    answer = check_access(drink, asked(method=method))

    assert answer["Location"] == f"/login/{onward}"


def test_a_program_gets_a_refusal_instead_of_a_page():
    with pytest.raises(NotSignedIn):
        check_access(drink, asked("/api/v1/u/parks/x/"))
    with pytest.raises(AccountUnsettled):
        check_access(
            drink,
            asked("/api/v1/x/", account="alice", person=someone(), duty="identity:password"),
        )


def test_an_unsettled_account_is_led_to_what_it_owes():
    owing = {"account": "alice", "person": someone(), "duty": "identity:second_factor"}

    assert check_access(drink, asked(**owing))["Location"] == "/account/second-factor/"
    assert check_access(signed_in_unsettled(View.as_view()), asked(**owing)) is None


def test_a_public_page_asks_nothing():
    assert check_access(public(silent_copy), asked()) is None


def silent_copy(_request):
    return HttpResponse("hello")


@pytest.mark.parametrize(
    ("behind_proxy", "seen", "forwarded", "address"),
    [
        (False, "203.0.113.7", None, "203.0.113.7"),
        (False, "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        (True, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (True, "127.0.0.1", "10.0.0.1, 198.51.100.1", "198.51.100.1"),
        (True, "127.0.0.1", None, "127.0.0.1"),
        (True, "127.0.0.1", "nonsense", None),
        (False, "", None, None),
        (False, "2001:db8::1", None, "2001:db8::1"),
    ],
)
def test_the_address_is_the_one_that_nobody_can_invent(
    settings, behind_proxy, seen, forwarded, address
):
    proxied = ("HTTP_X_FORWARDED_PROTO", "https") if behind_proxy else None
    settings.SECURE_PROXY_SSL_HEADER = proxied
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert address_of(RequestFactory().get("/", REMOTE_ADDR=seen, headers=headers)) == address
