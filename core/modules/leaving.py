"""What modules, and the inbox in their names, hold of somebody who leaves the unit (R57)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.contracts.handover import Handover, OpenMatter
from core.errors import DomainError
from core.inbox.handing import hand_items, waiting_for, withdraw_all
from core.modules.loading import host
from core.modules.pages import title_of
from core.people.models import Member
from core.people.services.leaving import MatterGroup, sources

_PREFIX = "module:"


class MattersUnknown(DomainError):
    """A module did not answer what somebody has open: nobody leaves on a guess."""

    code = "open_matters_unknown"
    message = _(
        "暂时无法核对“%(module)s”中的未办事项，不能办理离开。请稍后再试，或联系平台管理员。"
    )


class ModuleMatters:
    """One group for each module: what it answers itself, else what waits in the inbox."""

    def groups(self, member: Member) -> Iterable[MatterGroup]:
        """The open matters of ``member`` by module."""
        found: dict[str, dict[str, OpenMatter]] = {}
        for item in waiting_for(member.account_id):
            matter = OpenMatter(item.reference, item.title, item.step, item.url)
            found.setdefault(item.module, {})[item.reference] = matter
        for answer in host().ask("open_matters", member_id=member.pk):
            if answer.failure:
                raise MattersUnknown(module=title_of(answer.module))
            for matter in answer.items:
                found.setdefault(answer.module, {}).setdefault(matter.reference, matter)
        for module, matters in found.items():
            yield MatterGroup(_PREFIX + module, title_of(module), tuple(matters.values()))

    def hand_over(self, group: MatterGroup, handover: Handover) -> None:
        """The module first, which may refuse; then what points at its matters."""
        module = group.key.removeprefix(_PREFIX)
        if module in host().listeners("take_over"):
            host().call_owner(module, "take_over", handover=handover)
        hand_items(
            module=module,
            from_account=_account_of(handover.from_member),
            to_account=_account_of(handover.to_member),
            at=handover.at,
        )

    def let_go(self, leaver: Member, at: datetime) -> None:
        """What is only to be read goes with its reader."""
        withdraw_all(account_id=leaver.account_id, at=at)


def _account_of(member_id: UUID) -> UUID:
    return Member.objects.values_list("account_id", flat=True).get(pk=member_id)


def register() -> None:
    """Take part in leaving; called once, when the apps are loaded."""
    sources.append(ModuleMatters())
