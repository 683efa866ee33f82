"""A made-up office for trying the person picker."""

from core.ui.components.persons import PersonBranch, PersonLine, PersonLines

#: Value, name, title, department, initials of the pinyin, whether out.
_PEOPLE = (
    ("1", "赵敏", "书记", "", "zm", ""),
    ("2", "钱立", "镇长", "", "ql", "外出至11月27日"),
    ("3", "孙和", "主任", "党政办公室", "sh", ""),
    ("4", "李安", "干事", "党政办公室", "la", ""),
    ("5", "周海", "所长", "财政所", "zh", "请假"),
)


def everybody() -> PersonLines:
    """The window's first sight."""
    departments = dict.fromkeys(where for *_rest, where, _initials, _away in _PEOPLE if where)
    return PersonLines(
        lines=tuple(_line(*one) for one in _PEOPLE if not one[3]),
        branches=tuple(_branch(name) for name in departments),
        own=(PersonBranch("最近", (_line(*_PEOPLE[3]),), is_open=True),),
    )


def found(query: str) -> PersonLines:
    """Whom ``query`` finds by name, title or initials."""
    wanted = query.strip().lower()
    hits = (one for one in _PEOPLE if wanted in one[1] + one[2] or one[4].startswith(wanted))
    return PersonLines(tuple(_line(*one) for one in hits))


def picked() -> tuple[PersonLine, ...]:
    """Who stands in the field from the beginning."""
    return (_line(*_PEOPLE[0]), _line(*_PEOPLE[2]))


def _branch(name: str) -> PersonBranch:
    lines = tuple(_line(*one) for one in _PEOPLE if one[3] == name)
    return PersonBranch(name, lines, count=len(lines), is_open=True, whole=True)


def _line(
    value: str, name: str, title: str, department: str, _initials: str, away: str
) -> PersonLine:
    return PersonLine(value, name, title, department, away)
