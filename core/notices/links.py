"""The address of a notice, as a message outside the platform names it."""

from uuid import UUID

from django.conf import settings


def address_of_notice(notice_id: UUID) -> str:
    """Where the notice is opened; whoever follows it logs in first."""
    return f"{settings.PUBLIC_ADDRESS}/notices/{notice_id}/"
