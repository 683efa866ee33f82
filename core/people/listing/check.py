"""What may be wrong with a list of people, looked at together with who works here."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from core.identity.errors import NumberUnusable
from core.identity.log_in_names import clean_mobile, clean_staff_number
from core.lists.problems import RowError
from core.people.listing.columns import (
    DEPARTMENT,
    MOBILE,
    NAME,
    RANK_ORDER,
    ROLES,
    STAFF_NUMBER,
    TITLE,
    titles,
)
from core.people.listing.problems import problem
from core.people.listing.read import PeopleRecords
from core.people.listing.rows import Known, PersonRow
from core.people.roles import UNIT_ADMIN

MAX_NAME = MAX_TITLE = 50
MAX_RANK = 9_999
#: Choices that a message names; the template has all of them.
_NAMED = 12

_BETWEEN = re.compile(r"[、,，;；\n]")


@dataclass(frozen=True, slots=True)
class Checked:
    """A list after its checks: the lines that are right, and everything that is wrong."""

    rows: tuple[PersonRow, ...] = ()
    errors: tuple[RowError, ...] = ()
    extra_columns: tuple[str, ...] = ()

    @property
    def wrong_rows(self) -> frozenset[int]:
        """The lines in which something is wrong."""
        return frozenset(error.row for error in self.errors)


def check_people(read: PeopleRecords, known: Known) -> Checked:
    """Look at every line and at all together; a line with an error is not among the rows."""
    look = _Look(known, titles())
    rows = [look.row(row, values) for row, values in read.records]
    # A cell that cannot be read is not refused again for what follows from it.
    unread = {(error.row, error.column) for error in read.errors}
    later = [*look.errors, *_repeated(rows, known, look.shown)]
    errors = [*read.errors, *(one for one in later if (one.row, one.column) not in unread)]
    errors.sort(key=lambda error: error.row)
    wrong = {error.row for error in errors}
    good = tuple(row for row in rows if row.row not in wrong)
    return Checked(good, tuple(errors), read.extra_columns)


class _Look:
    """Makes a value of each line and notes what is wrong with its cells."""

    def __init__(self, known: Known, shown: Mapping[str, str]) -> None:
        self.known, self.shown = known, shown
        self.errors: list[RowError] = []

    def row(self, row: int, values: Mapping[str, str]) -> PersonRow:
        """The line as a value; where a cell is wrong it says nothing."""
        mobile = self._number(row, MOBILE, values, clean_mobile)
        staff_number = self._number(row, STAFF_NUMBER, values, clean_staff_number)
        if not (values.get(MOBILE) or values.get(STAFF_NUMBER)):
            self._wrong("no_number", row, MOBILE)
        found = PersonRow(
            row=row,
            name=self._name(row, values.get(NAME, "")),
            mobile=mobile,
            staff_number=staff_number,
            title=self._title(row, values.get(TITLE, "")),
            department_id=self._department(row, values.get(DEPARTMENT, "")),
            rank_order=self._rank(row, values.get(RANK_ORDER, "")),
        )
        found = replace(found, member_id=self._meant(found))
        return replace(found, roles=self._roles(found, values.get(ROLES, "")))

    def _wrong(self, code: str, row: int, column: str, value: str = "", **facts: object) -> None:
        self.errors.append(problem(code, row, self.shown[column], value, **facts))

    def _name(self, row: int, value: str) -> str:
        if not value:
            self._wrong("name_empty", row, NAME)
        elif len(value) > MAX_NAME:
            self._wrong("name_too_long", row, NAME, value, limit=MAX_NAME)
        return value

    def _number(
        self,
        row: int,
        column: str,
        values: Mapping[str, str],
        clean: Callable[[str], str | None],
    ) -> str | None:
        value = values.get(column, "")
        try:
            return clean(value)
        except NumberUnusable:
            self._wrong(f"{column}_form", row, column, value)
            return None

    def _title(self, row: int, value: str) -> str | None:
        if len(value) > MAX_TITLE:
            self._wrong("title_too_long", row, TITLE, value, limit=MAX_TITLE)
        return value or None

    def _department(self, row: int, value: str) -> UUID | None:
        if not value:
            return None
        path = value.replace("／", "/")
        if path in self.known.departments:
            return self.known.departments[path]
        if path in self.known.ambiguous:
            self._wrong("department_ambiguous", row, DEPARTMENT, value)
        else:
            known = _named(self.known.paths.values())
            self._wrong("department_unknown", row, DEPARTMENT, value, known=known)
        return None

    def _rank(self, row: int, value: str) -> int | None:
        if not value:
            return None
        if value.isascii() and value.isdecimal() and 1 <= int(value[:9]) <= MAX_RANK:
            return int(value)
        self._wrong("rank_order_form", row, RANK_ORDER, value)
        return None

    def _meant(self, row: PersonRow) -> UUID | None:
        """Whom of this unit the line means, by either of the numbers."""
        numbers = (row.mobile or "", row.staff_number or "")
        found = [self.known.by_number.get(number) for number in numbers]
        one, other = found
        if one and other and one != other:
            names = [self.known.people[key].name for key in (one, other)]
            self._wrong(
                "two_people", row.row, STAFF_NUMBER, numbers[1], one=names[0], other=names[1]
            )
        return one or other

    def _roles(self, row: PersonRow, value: str) -> tuple[str, ...] | None:
        """The roles that the line gives; an administrator is neither made nor unmade by a list."""
        if not value:
            return None
        before = self.known.people.get(row.member_id) if row.member_id else None
        held = set(before.roles) if before else set()
        codes = held & {UNIT_ADMIN}
        for title in filter(None, map(str.strip, _BETWEEN.split(value))):
            code = self.known.roles.get(title.lower())
            if code is None:
                known = _named(self.known.role_titles.values())
                self._wrong("role_unknown", row.row, ROLES, title, known=known)
            elif code == UNIT_ADMIN and code not in held:
                self._wrong("role_administrator", row.row, ROLES, title)
            else:
                codes.add(code)
        return tuple(sorted(codes))


def _repeated(
    rows: Iterable[PersonRow], known: Known, shown: Mapping[str, str]
) -> Iterator[RowError]:
    """Numbers, and people, that stand in the list more than once; told at each later line."""
    numbers: dict[str, int] = {}
    people: dict[UUID, int] = {}
    for row in rows:
        twice = False
        for column, number in ((MOBILE, row.mobile), (STAFF_NUMBER, row.staff_number)):
            if number and (first := numbers.setdefault(number, row.row)) != row.row:
                twice = True
                yield problem("number_twice", row.row, shown[column], number, first=first)
        if row.member_id and row.member_id in known.people and not twice:
            first = people.setdefault(row.member_id, row.row)
            if first != row.row:
                yield problem("person_twice", row.row, shown[NAME], row.name, first=first)


def _named(choices: Iterable[str]) -> str:
    """Some of the choices, as a message names them."""
    every = list(choices)
    return "、".join(every[:_NAMED]) + ("……" if len(every) > _NAMED else "") or "—"
