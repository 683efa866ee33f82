"""The unit as a tree on a day: each department with its heads, deputies and leader in charge.

For pages and programs; a constant number of queries whatever the size of the unit.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from core.people.by_day import JobLine, line_of
from core.people.models import Charge, Department, Job, Standing, Substitution
from core.people.models.dated import going_on, holding


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """A leader in charge of a department; ``inherited``: of the one round it."""

    charge_id: UUID
    member_id: UUID
    name: str
    title: str
    started_on: date
    last_day: date | None
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """One department in the tree; ``depth`` 0 stands in no other one."""

    department_id: UUID
    parent_id: UUID | None
    name: str
    depth: int
    people: int
    heads: tuple[JobLine, ...]
    deputies: tuple[JobLine, ...]
    charge: ChargeLine | None

    @property
    def pk(self) -> UUID:
        """Its key, where tables ask for one."""
        return self.department_id

    @property
    def indented(self) -> str:
        """The name, moved in by a character for each department round it."""
        return "　" * self.depth + self.name


def departments_on(day: date) -> list[DepartmentLine]:
    """The departments that stood on ``day``, each under the one it is in. Three queries."""
    standing = Q(closed_on=None) | Q(closed_on__gt=day)
    people = Count("jobs__member", filter=holding(day, "jobs__"), distinct=True)
    inner: dict[UUID | None, list[Department]] = defaultdict(list)
    for row in Department.objects.filter(standing).annotate(people=people):
        inner[row.parent_id].append(row)
    return list(_Tree(inner, _leaders_on(day), _charges_on(day)).lines())


def leadership_on(day: date) -> list[JobLine]:
    """领导班子: who led the unit itself on ``day``, principals first."""
    rows = _leading(day).filter(department=None)
    order = {Standing.PRINCIPAL.value: 0, Standing.DEPUTY.value: 1}
    return sorted(map(line_of, rows), key=lambda line: order.get(line.standing, 2))


def substitutions_on(day: date) -> list[Substitution]:
    """Who acts for whom on ``day`` or later, those who are absent in the order of office."""
    rows = Substitution.objects.filter(going_on(day)).select_related("member", "substitute")
    return list(rows.order_by("member__rank_order", "started_on"))


@dataclass(frozen=True, slots=True)
class _Tree:
    """What is read once and walked through from the outside in."""

    inner: dict[UUID | None, list[Department]]
    leaders: dict[UUID | None, list[JobLine]]
    charges: dict[UUID, ChargeLine]

    def lines(
        self, parent: UUID | None = None, depth: int = 0, above: ChargeLine | None = None
    ) -> Iterator[DepartmentLine]:
        """The departments inside ``parent``, each followed by those inside it."""
        for row in self.inner.get(parent, ()):
            own = self.charges.get(row.pk)
            charge = own or (replace(above, inherited=True) if above else None)
            yield _line(row, depth, self.leaders.get(row.pk, []), charge)
            yield from self.lines(row.pk, depth + 1, charge)


def _line(
    row: Department, depth: int, leaders: list[JobLine], charge: ChargeLine | None
) -> DepartmentLine:
    principals = tuple(each for each in leaders if each.standing == Standing.PRINCIPAL)
    heads = principals or tuple(each for each in leaders if each.presides)
    deputies = (each for each in leaders if each.standing == Standing.DEPUTY)
    return DepartmentLine(
        department_id=row.pk,
        parent_id=row.parent_id,
        name=row.name,
        depth=depth,
        people=row.people,  # type: ignore[attr-defined]  # annotated
        heads=heads,
        deputies=tuple(each for each in deputies if each not in heads),
        charge=charge,
    )


def _leading(day: date) -> QuerySet[Job]:
    leading = Q(standing__in=[Standing.PRINCIPAL, Standing.DEPUTY]) | Q(presides=True)
    return Job.objects.filter(holding(day), leading).select_related("member", "department")


def _leaders_on(day: date) -> dict[UUID | None, list[JobLine]]:
    found: dict[UUID | None, list[JobLine]] = defaultdict(list)
    for job in _leading(day):
        found[job.department_id].append(line_of(job))
    return found


def _charges_on(day: date) -> dict[UUID, ChargeLine]:
    rows = Charge.objects.filter(holding(day)).select_related("member")
    return {
        row.department_id: ChargeLine(
            row.pk, row.member_id, row.member.name, row.member.title, row.started_on, row.last_day
        )
        for row in rows
    }
