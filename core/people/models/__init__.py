"""The unit's people: departments, members, their jobs, charges and substitutes, roles."""

from core.people.models.charges import Charge
from core.people.models.departments import Department
from core.people.models.groups import PersonGroup
from core.people.models.jobs import Job, JobKind, Standing
from core.people.models.lists import PeopleList, PeopleListState
from core.people.models.members import Member, MemberState
from core.people.models.roles import Role, RoleGrant
from core.people.models.substitutes import Substitution, SubstitutionKind

__all__ = [
    "Charge",
    "Department",
    "Job",
    "JobKind",
    "Member",
    "MemberState",
    "PeopleList",
    "PeopleListState",
    "PersonGroup",
    "Role",
    "RoleGrant",
    "Standing",
    "Substitution",
    "SubstitutionKind",
]
