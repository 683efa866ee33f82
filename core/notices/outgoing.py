"""Handing one delivery to its channel: in the app itself, or through a gateway's driver."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from core.context import open_city
from core.contracts.urgency import NoticeUrgency
from core.identity.models import Account
from core.notices.channels import Driver, GatewaySetup, Message, NotSent, Outcome, drivers
from core.notices.links import address_of_notice
from core.notices.live.hint import tell
from core.notices.models import Delivery, Gateway
from core.notices.secrets import opened_setup
from core.notices.selectors import unread_count

#: The list of notices itself: everybody has it, and it disturbs nobody.
IN_APP = "in_app"
IN_APP_TITLE = gettext_noop("站内消息")


@dataclass(frozen=True, slots=True)
class _Way:
    driver: Driver
    setup: GatewaySetup
    message: Message


def hand_over(delivery: Delivery) -> Outcome:
    """Send one delivery; raises ``NotSent``. No transaction is open while it goes out."""
    if delivery.channel == IN_APP:
        return _show(delivery)
    with open_city():
        way = _way_of(delivery)
    return way.driver.send(way.message, way.setup)


def _show(delivery: Delivery) -> Outcome:
    """The notice stands in the person's list already; open pages are told the new count."""
    account_id = delivery.notice.account_id
    with open_city():
        count = unread_count(account_id)
    if not tell({account_id: count}):
        raise NotSent(_("消息服务没有应答，页面要到下次刷新才会显示。"))
    return Outcome(arrived=True)


def _way_of(delivery: Delivery) -> _Way:
    gateway = Gateway.objects.filter(code=delivery.channel, enabled=True).first()
    driver = drivers().get(gateway.driver) if gateway else None
    if gateway is None or driver is None:
        raise NotSent(_("这一渠道已停用。"), final=True)
    return _Way(driver, opened_setup(gateway), message_of(delivery))


def message_of(delivery: Delivery) -> Message:
    """What the gateway gets; raises ``NotSent`` for an account that was disabled."""
    notice = delivery.notice
    account = Account.objects.filter(pk=notice.account_id, is_active=True).first()
    if account is None:
        raise NotSent(_("账号已停用。"), final=True)
    return Message(
        key=str(delivery.pk),
        account_id=account.pk,
        name=account.name,
        mobile=account.mobile or "",
        title=notice.title,
        body=notice.body,
        url=address_of_notice(notice.pk),
        urgency=str(NoticeUrgency(notice.urgency).label),
        unit=notice.unit.short_name if notice.unit else "",
    )
