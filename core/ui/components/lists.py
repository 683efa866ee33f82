"""What a reader asked of a list: order, filters, columns. It all stands in the address."""

from dataclasses import dataclass, field

from django.http import HttpRequest, QueryDict

#: Names in a list's address that are not filters.
ORDER, COLUMNS, AFTER, BEFORE, PAGE, NUMBER = "sort", "cols", "after", "before", "page", "n"
PLACES = (AFTER, BEFORE, PAGE, NUMBER)


@dataclass(frozen=True, slots=True)
class ListState:
    """Order, filters, columns and place of one list, read from the request's address.

    The choice of columns is also remembered in the cookie ``cols_<name>``.
    """

    path: str = ""
    query: QueryDict = field(default_factory=QueryDict)
    columns: tuple[str, ...] = ()

    @classmethod
    def of(cls, request: HttpRequest, name: str) -> "ListState":
        """The state of the list ``name`` on this page."""
        asked = request.GET.getlist(COLUMNS)
        kept = request.COOKIES.get(f"cols_{name}", "").split(".")
        return cls(request.path, request.GET, tuple(asked or filter(None, kept)))

    @property
    def sort(self) -> str:
        """The column in whose order the rows stand; "-" before it means downwards."""
        return self.query.get(ORDER, "")

    def value(self, key: str) -> str:
        """What the filter ``key`` is set to."""
        return self.query.get(key, "").strip()

    def direction(self, key: str) -> str:
        """The order of one column as ``aria-sort`` says it; '' = none."""
        return {key: "ascending", f"-{key}": "descending"}.get(self.sort, "")

    def url(self, **changes: str | int) -> str:
        """This list with ``changes``; without a place in them it starts at the first page."""
        query = self.query.copy()
        for name in PLACES:
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = str(value)
        return f"{self.path}?{query.urlencode()}" if query else self.path

    def sort_url(self, key: str) -> str:
        """Order by ``key``; a second time turns the order round."""
        return self.url(sort=f"-{key}" if self.sort == key else key)

    def kept(self, *without: str) -> list[tuple[str, str]]:
        """What a form of this list must carry along as hidden fields."""
        left_out = {*PLACES, *without}
        return [(k, v) for k, values in self.query.lists() if k not in left_out for v in values]
