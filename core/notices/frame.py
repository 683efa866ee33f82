"""What notices add to every page: the bell with its number, and where one sets how to be told."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.contracts.people import Person
from core.identity.middleware import visit_sources
from core.identity.models import Account
from core.notices.live.token import issue, live_key
from core.notices.selectors import unread_count
from core.ui import frame
from core.ui.frame import NOTICES, MenuLine, Tab, Watch
from core.ui.links import city_url, unit_url

#: The unit's own household, and the city's console.
_UNIT, _CITY = _("单位管理"), _("市级控制台")


def register() -> None:
    """Tell the frame; called once, when the app is ready."""
    visit_sources.append(count_unread)
    frame.tab_sources.append(tabs_of)
    frame.person_sources.append(lines_of_person)
    frame.menu_sources.append(lines_of_rail)


def count_unread(request: HttpRequest, account: Account) -> None:
    """Count once for a whole page, while the city's transaction is open; parts show no bell."""
    part = request.headers.get("HX-Request") or request.path_info.startswith("/api/")
    person: Person | None = getattr(request, "person", None)
    if request.method == "GET" and not part and person is not None:
        request.person = replace(person, unread=unread_count(account.pk))  # type: ignore[attr-defined]


def tabs_of(person: Person) -> Iterable[Tab]:
    """The phone's second tab, which is the bell of a PC."""
    url, watch = city_url("notices:list"), watch_of(person.account_id)
    yield Tab(_("消息"), url, "bell", NOTICES, badge=person.unread, watch=watch)


def watch_of(account_id: UUID) -> Watch:
    """How the account's pages keep the bell current."""
    key = live_key(settings.SECRET_KEY)
    token = issue(account_id, key=key, at=timezone.now()) if settings.LIVE else ""
    return Watch(city_url("notices:state"), settings.LIVE, token)


def lines_of_person(_person: Person) -> Iterable[MenuLine]:
    """How the person wants to be told."""
    yield MenuLine(_("通知设置"), city_url("notices:wishes"), "bell-alert", position=40)


def lines_of_rail(person: Person) -> Iterable[MenuLine]:
    """What administrators see of what was not delivered."""
    if person.unit is not None and person.may("unit.manage"):
        url = unit_url(person.unit.code, "unit_notices:undelivered")
        yield MenuLine(_("未送达消息"), url, "bell-slash", group=_UNIT, position=940)
    if person.unit is None and person.may("city.system"):
        channels = city_url("city_notices:gateways")
        yield MenuLine(_("消息渠道"), channels, "signal", group=_CITY, position=59)
        url = city_url("city_notices:undelivered")
        yield MenuLine(_("未送达消息"), url, "bell-slash", group=_CITY, position=60)
