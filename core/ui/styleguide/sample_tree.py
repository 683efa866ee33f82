"""A made-up city for trying the picker: 9 counties, 20 towns each, 19 villages each."""

from functools import cache

from pypinyin import Style, lazy_pinyin

from core.ui.components.trees import Picked, TreeNode

COUNTIES = "甲乙丙丁戊己庚辛壬"
TOWNS = "东南西北上下新老大小前后左右高平清长金石"
VILLAGES = "山河湖江溪泉井田林竹松柳桃李梅兰菊荷桂"


@cache
def units() -> dict[str, TreeNode]:
    """All units by code."""
    made = {"00": TreeNode("00", "示例市", count=3610, has_children=True)}
    for c, county in enumerate(COUNTIES, 1):
        _add(made, "00", c, f"{county}县", 401)
        for t, town in enumerate(TOWNS, 1):
            _add(made, f"00-{c:02}", t, f"{town}{county}镇", 20)
            for v, village in enumerate(VILLAGES, 1):
                _add(made, f"00-{c:02}-{t:02}", v, f"{village}{town}村", 1)
    return made


def _add(made: dict[str, TreeNode], above: str, number: int, title: str, count: int) -> None:
    code, parent = f"{above}-{number:02}", made[above]
    made[code] = TreeNode(
        code, title, (*parent.path, above), count, has_children=count > 1, where=_where(made, above)
    )


def _where(made: dict[str, TreeNode], above: str) -> str:
    return " / ".join(str(made[code].title) for code in (*made[above].path[1:], above)[-2:])


def children(code: str) -> tuple[TreeNode, ...]:
    """The units directly under ``code``; in the tree their place needs no words."""
    found = (unit for unit in units().values() if unit.path and unit.path[-1] == code)
    return tuple(TreeNode(u.code, u.title, u.path, u.count, u.has_children) for u in found)


def found(query: str) -> tuple[TreeNode, ...]:
    """The first thirty units that ``query`` finds by name, code or initials of the pinyin."""
    query = query.strip().lower()
    if not query:
        return ()
    hits = [u for u in units().values() if query in u.code or query in str(u.title)]
    hits += [units()[code] for code, word in _initials() if word.startswith(query)]
    return tuple(dict.fromkeys(hits))[:30]


@cache
def _initials() -> list[tuple[str, str]]:
    return [
        (code, "".join(lazy_pinyin(str(unit.title), style=Style.FIRST_LETTER)))
        for code, unit in units().items()
    ]


def count(picked: list[Picked]) -> int:
    """How many units the choices stand for."""
    choices: set[tuple[str, str]] = {(pick.kind, pick.code) for pick in picked}
    groups = {"counties": 2, "towns": 3}
    depths = {groups[p.code] for p in picked if p.kind == "group" and p.code in groups}
    return sum(_is_in(u, choices) or len(u.path) + 1 in depths for u in units().values())


def _is_in(unit: TreeNode, choices: set[tuple[str, str]]) -> bool:
    if ("unit", unit.code) in choices:
        return True
    for code in reversed((*unit.path, unit.code)):
        if ("except", code) in choices:
            return False
        if ("under", code) in choices:
            return True
    return False
