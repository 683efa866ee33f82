"""Keeping filters of the workbench by name; in the city's transaction, for the own account."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from core.inbox.models import SavedFilter

#: More than a person finds again.
MOST = 20


class TooManyFilters(DomainError):
    """The list of filters is full."""

    code = "too_many_filters"
    message = _("最多保存 %(most)s 个筛选，请先删除不用的。")


def save_filter(*, account_id: UUID, name: str, query: str) -> SavedFilter:
    """Keep ``query`` under ``name``; an older filter of that name is replaced.

    Raises ``TooManyFilters``.
    """
    own = SavedFilter.objects.filter(account_id=account_id)
    if own.exclude(name=name).count() >= MOST:
        raise TooManyFilters(most=MOST)
    return own.update_or_create(account_id=account_id, name=name, defaults={"query": query})[0]


def drop_filter(*, account_id: UUID, filter_id: UUID) -> None:
    """Forget one of the own filters; another's stays."""
    SavedFilter.objects.filter(account_id=account_id, pk=filter_id).delete()
