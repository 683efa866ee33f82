"""The one family of errors that a person ever sees.

Services raise; pages and the API turn the error into an answer in one place
(``core.web.problems``). Anything outside this family is a bug: it is logged and
answered with a reference number, never with its text.
"""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal that a clerk understands.

    ``code`` is stable: scripts, translations and the API rely on it. ``message`` says
    what is wrong, where, and what to do next; it may name the values in ``facts`` in
    ``%(name)s`` form. ``status`` is the HTTP status of the answer.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    message: ClassVar[str | Promise] = _("现在不能办理这一事项。")

    def __init__(self, message: str | Promise | None = None, **facts: Any) -> None:
        self.facts = facts
        self._message = message
        super().__init__(str(message) if message is not None else self.code)

    def __str__(self) -> str:
        text = str(self._message if self._message is not None else self.message)
        return text % self.facts if self.facts else text


class NotFound(DomainError):
    """The thing is not there, or not this unit's: both answer alike (404)."""

    code = "not_found"
    status = 404
    message = _("没有找到，或者它不属于本单位。")


class PermissionRefused(DomainError):
    """The person lacks the permission named in ``facts['permission']``."""

    code = "permission_refused"
    status = 403
    message = _("您在本单位的岗位不含这项权限，请联系本单位管理员。")


class InvalidInput(DomainError):
    """What was entered cannot be used; ``facts['fields']`` may name the fields."""

    code = "invalid_input"
    status = 422
    message = _("请检查填写的内容。")


class WrongUnit(Exception):
    """A bug, not a refusal: an object of one unit was used in another unit's transaction.

    Raised for querysets, instances, cursors and generators that were carried over.
    """


class ScopeNotOpen(Exception):
    """A bug, not a refusal: the database was used outside ``open_unit`` / ``open_city``."""


class ScopeChanged(Exception):
    """A bug, not a refusal: a transaction of one unit was asked to become another's."""
