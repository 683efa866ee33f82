"""The bar that shows how far the making of units has come, with its rate and the time left."""

from datetime import datetime, timedelta
from typing import Literal

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.ui.components.progress import Progress
from core.units.models import Unit
from installer.imports import Headway, headway_of

#: Without a new unit for so long, whoever waits should look at the workers.
QUIET = timedelta(seconds=60)


def making_bar(units: QuerySet[Unit], key: str, url: str, *, at: datetime) -> Progress:
    """How far ``units`` have come; it asks ``url`` for its next state until it is over."""
    headway = headway_of(units, at=at)
    return Progress(
        id=key,
        label=_label(headway),
        done=headway.made,
        total=headway.total,
        state=_state(headway),
        note=_note(headway, at),
        poll_url="" if headway.is_over else url,
    )


def _label(headway: Headway) -> str:
    if headway.made == headway.total:
        return _("全部开通")
    return _("已停止") if headway.is_over else _("正在开通")


def _state(headway: Headway) -> Literal["running", "good", "bad"]:
    if headway.made == headway.total:
        return "good"
    return "bad" if headway.is_over else "running"


def _note(headway: Headway, at: datetime) -> str:
    words = []
    if headway.rate and not headway.is_over:
        words.append(_("每秒 %(rate).1f 家") % {"rate": headway.rate})
        words.append(_("约剩 %(time)s") % {"time": time_left(headway.seconds_left or 0)})
    if headway.failed:
        words.append(_("%(n)s 家失败") % {"n": headway.failed})
    quiet = headway.moved_at is not None and at - headway.moved_at > QUIET
    if quiet and not headway.is_over:
        words.append(_("尚无进展：请确认后台任务正在运行"))
    return "，".join(words)


def time_left(seconds: int) -> str:
    """A stretch of time as people say it."""
    if seconds < 60:
        return ngettext("%(n)s 秒", "%(n)s 秒", seconds) % {"n": seconds}
    return ngettext("%(n)s 分钟", "%(n)s 分钟", seconds // 60) % {"n": round(seconds / 60)}
