"""Trying a gateway before people rely on it."""

from django.utils.translation import gettext as _

from core.context import open_city
from core.contracts.people import Person
from core.contracts.urgency import NoticeUrgency
from core.db.keys import new_id
from core.errors import NotFound
from core.identity.models import Account
from core.notices.channels import Message, NotSent, drivers
from core.notices.models import Gateway
from core.notices.secrets import opened_setup


def try_gateway(*, code: str, by: Person) -> None:
    """Send ``by`` a test message through the gateway, enabled or not; raises ``NotSent``."""
    with open_city():
        gateway = Gateway.objects.filter(code=code).first()
        if gateway is None:
            raise NotFound
        setup, account = opened_setup(gateway), Account.objects.get(pk=by.account_id)
    driver = drivers().get(gateway.driver)
    if driver is None:
        raise NotSent(_("这一渠道的程序没有安装。"), final=True)
    driver.send(_message(account), setup)


def _message(account: Account) -> Message:
    return Message(
        key=str(new_id()),
        account_id=account.pk,
        name=account.name,
        mobile=account.mobile or "",
        title=_("测试消息"),
        body=_("收到即表示渠道可用。"),
        url="",
        urgency=str(NoticeUrgency.NONE.label),
        unit="",
    )
