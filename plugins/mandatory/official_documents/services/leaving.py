"""Somebody leaves: his drafts and what waits for his signature go to a colleague (R57)."""

from core.contracts.handover import Handover
from core.people.public import members_with
from plugins.mandatory.official_documents.errors import SignerNotAllowed
from plugins.mandatory.official_documents.permissions import SIGN
from plugins.mandatory.official_documents.selectors.leaving import (
    awaiting_signature_of,
    drafts_of,
)


def take_over_documents(handover: Handover) -> None:
    """Make the successor drafter and signer of what is not finished.

    The drafter's name on a paper stays that of the day. Raises ``SignerNotAllowed`` where
    papers wait for a signature that the successor may not give.
    """
    waiting = awaiting_signature_of(handover.from_member).select_for_update()
    if waiting.exists() and handover.to_member not in {
        each.member_id for each in members_with(SIGN)
    }:
        raise SignerNotAllowed(name=handover.to_name)
    waiting.update(
        signer=handover.to_member,
        signer_name=handover.to_name,
        signer_title=handover.to_title,
    )
    drafts_of(handover.from_member).update(drafter=handover.to_member)
