"""What a token allows of what its person may do: never more, usually less."""

from dataclasses import dataclass, replace
from uuid import UUID

from core.contracts.people import Person

#: As long as the columns that keep the name of who acted.
_LONGEST_NAME = 50


@dataclass(frozen=True, slots=True)
class TokenGrant:
    """The token that a request came with.

    ``scopes`` are permissions; a scope that the person does not hold allows nothing.
    ``unit_id`` None opens all units of the person. ``application`` names the program that
    acts, beside the person who answers for it.
    """

    id: UUID
    scopes: frozenset[str]
    read_only: bool
    unit_id: UUID | None
    application: str

    def narrow(self, person: Person) -> Person:
        """``person`` as far as the token goes, under the application's name."""
        city = person.city_permissions & self.scopes if self.unit_id is None else frozenset()
        return replace(
            person,
            name=self._name(person.name),
            permissions=person.permissions & self.scopes,
            city_permissions=city,
        )

    def opens(self, module: str) -> bool:
        """Whether any scope is one of ``module``'s."""
        return any(scope.partition(".")[0] == module for scope in self.scopes)

    def _name(self, name: str) -> str:
        if not self.application:
            return name
        # Names of office are not translated: they stand in registers as they were.
        return f"应用“{self.application}”（{name}）"[:_LONGEST_NAME]  # untranslated: a name
