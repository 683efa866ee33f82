"""What a list of people is compared with: who works here, which departments and roles there are."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.utils import translation

from core.people.listing.rows import Known, KnownPerson
from core.people.models import Department, Member
from core.people.roles import BUILT_IN
from core.people.selectors import active_members, role_titles, roles_held

#: Between a department and one inside it.
STEP = "/"


def known_here(numbers: Mapping[str, UUID]) -> Known:
    """The unit's state as values; ``numbers`` are the log-in numbers that it may know."""
    members = list(active_members())
    held = roles_held(members)
    people = {member.pk: _known(member, held[member.pk]) for member in members}
    by_number = {member.mobile: member.pk for member in members if member.mobile}
    by_number |= {number: key for number, key in numbers.items() if key in people}
    paths = department_paths()
    departments, ambiguous = _by_name(paths)
    return Known(
        people=people,
        by_number=by_number,
        departments=departments,
        ambiguous=ambiguous,
        paths=paths,
        roles=_by_title(),
        role_titles=role_titles(),
    )


def department_paths() -> dict[UUID, str]:
    """Every open department by its full path (办公室/文书科), in the order of the tree."""
    children: dict[UUID | None, list[Department]] = {}
    for department in Department.objects.filter(closed_on=None):
        children.setdefault(department.parent_id, []).append(department)
    found: dict[UUID, str] = {}
    waiting = [(each, "") for each in reversed(children.get(None, []))]
    while waiting:
        department, above = waiting.pop()
        found[department.pk] = above + department.name
        inner = reversed(children.get(department.pk, []))
        waiting += [(each, found[department.pk] + STEP) for each in inner]
    return found


def _known(member: Member, roles: list[str]) -> KnownPerson:
    return KnownPerson(
        member_id=member.pk,
        account_id=member.account_id,
        name=member.name,
        mobile=member.mobile,
        title=member.title,
        department_id=member.department_id,
        rank_order=member.rank_order,
        roles=tuple(sorted(roles)),
    )


def _by_name(paths: Mapping[UUID, str]) -> tuple[dict[str, UUID], frozenset[str]]:
    """Departments by path and, where only one has it, by name; and the names of several."""
    names = {key: path.rpartition(STEP)[2] for key, path in paths.items()}
    times = Counter(names.values())
    alone = {name: key for key, name in names.items() if times[name] == 1}
    full = {path: key for key, path in paths.items()}
    return alone | full, frozenset(name for name, count in times.items() if count > 1) - full.keys()


def _by_title() -> dict[str, str]:
    """Roles by what a list may call them: their code, their title in any language."""
    found = {title.lower(): code for code, title in role_titles().items()}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found |= {str(role.title).lower(): code for code, role in BUILT_IN.items()}
    return found | {code: code for code in BUILT_IN}
