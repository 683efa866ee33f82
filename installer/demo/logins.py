"""The table of log-ins that the demonstration ends with, and what each can try."""

import hashlib
import hmac
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from rich.box import SIMPLE_HEAD
from rich.table import Table

from core.context import open_city
from core.identity.models import Account, Post
from installer.demo.people import OPERATORS, shown_secret


@dataclass(frozen=True, slots=True)
class LogIn:
    """One line of the table; ``secret`` is empty where no second factor is needed."""

    unit: str
    who: str
    mobile: str
    secret: str
    can_try: str


def demo_password() -> str:
    """Everyone's password in this demonstration: derived from this installation's own key."""
    key = hmac.new(settings.SECRET_KEY.encode(), b"demo password", hashlib.sha256).hexdigest()
    return f"Demo-{key[:4]}-{key[4:8]}"


def _tour() -> dict[tuple[str, str], str]:
    """Unit code and the beginning of the post's title → what to try."""
    return {
        ("cd001", "办公室副主任"): _("单位控制台：人员与角色，安装和卸载模块"),
        ("c0725003", "综合科"): _("拟一份通知，选“各乡镇”，送主任签发"),
        ("c0725003", "主任"): _("在待办里签发，或退回"),
        ("c0725003", "文书"): _("编号、分发，查看签收情况和发文登记簿"),
        ("t0725120", "党政办文书"): _("签收来文，查看收文登记簿和通知公告"),
        ("t0725120", "党政办主任"): _("牛车河镇的单位控制台"),
        ("t0725101", "党政办文书"): _("另一个乡镇：看不到牛车河镇的任何内容"),
        ("v0725120202", "文书"): _("村里的手机页面：签收"),
    }


def log_ins() -> Iterator[LogIn]:
    """The city's console first, then the tour from the county to the village."""
    mobile, name, _role = OPERATORS[0]
    yield LogIn(
        _("市级平台"), name, mobile, shown_secret(mobile), _("开通单位、全市单位一览、费用")
    )
    with open_city():
        yield from [line for line in map(_line, _tour().items()) if line is not None]


def _line(entry: tuple[tuple[str, str], str]) -> LogIn | None:
    (code, title), can_try = entry
    posts = Post.objects.filter(unit__code=code, title__startswith=title)
    post = posts.select_related("account", "unit").first()
    if post is None:
        return None
    account: Account = post.account
    secret = shown_secret(account.mobile or "") if account.has_second_factor else ""
    who = f"{account.name} {post.title}"
    return LogIn(post.unit.short_name, who, account.mobile or "", secret, can_try)


def table() -> Table:
    """The table, ready to be printed."""
    title = _("演示账号（口令都是 %(word)s）") % {"word": demo_password()}
    made = Table(title=title, box=SIMPLE_HEAD, title_justify="left")
    for head in (_("单位"), _("手机号"), _("动态口令密钥")):
        # Numbers and secrets are copied: they must not be broken over two lines.
        made.add_column(head, no_wrap=True)
    for head in (_("人员"), _("可以试试")):
        made.add_column(head, overflow="fold")
    for line in log_ins():
        made.add_row(line.unit, line.mobile, line.secret, line.who, line.can_try)
    return made
