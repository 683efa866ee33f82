"""Dates, times and amounts as the office writes them: 2026年11月23日 09:30, 30,000.00 元."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _


def day(value: date | datetime | None) -> str:
    """2026年11月23日 (in English: 23 November 2026); '' for None."""
    if value is None or value == "":
        return ""
    return date_format(_local(value), "Y年n月j日" if _chinese() else "j F Y")


def moment(value: datetime | None) -> str:
    """2026年11月23日 09:30, in the city's own time; '' for None."""
    if value is None or value == "":
        return ""
    return f"{day(value)} {_local(value).strftime('%H:%M')}"


def amount(fen: int | None) -> str:
    """30,000.00 元 from integer fen; 未规定 for None."""
    if fen is None:
        return _("未规定")
    sign, rest = ("-" if fen < 0 else ""), abs(fen)
    return _("%(sum)s 元") % {"sum": f"{sign}{rest // 100:,}.{rest % 100:02d}"}


def _local(value: date | datetime) -> date | datetime:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _chinese() -> bool:
    return (get_language() or "zh").startswith("zh")
