"""Made-up people. Every given name holds one of the ten stems, as in 王甲宁: nobody is called so.

The names are the same in every demonstration, so that a tour can speak of them.
"""

from dataclasses import dataclass
from random import Random

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ENDINGS = "宁平安和明远清文华林山川江海松柏梅兰秋春田禾青云正诚信义善敏慧"

#: Marks every post of the demonstration.
MARK = "（演示）"


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One person of the demonstration: name, post and the built-in roles that go with it."""

    name: str
    title: str
    roles: tuple[str, ...]
    mobile: str


#: Post and roles by kind of unit; the first is the unit's administrator. In a village the
#: clerk is the administrator as well.
_POSTS: dict[str, tuple[tuple[str, str], ...]] = {
    "village": (("文书", "unit_admin clerk"), ("党总支书记", "head")),
    "community": (("文书", "unit_admin clerk"), ("党总支书记", "head")),
    "township": (
        ("党政办主任", "unit_admin"),
        ("党委书记", "head"),
        ("党政办文书", "clerk"),
        ("镇长", "head"),
        ("党建办干事", "staff"),
        ("农业综合服务中心主任", "staff"),
    ),
    "office": (
        ("办公室副主任", "unit_admin"),
        ("主任", "head"),
        ("文书科科长", "clerk"),
        ("副主任", "head"),
        ("综合科科员", "staff"),
        ("秘书科科员", "staff"),
    ),
    "department": (
        ("办公室主任", "unit_admin"),
        ("局长", "head"),
        ("办公室文书", "clerk"),
        ("业务科科长", "staff"),
    ),
}
_PATTERN = {
    "village": "village",
    "community": "community",
    "township": "township",
    "subdistrict": "township",
    "city_body": "office",
    "county_body": "office",
    "zone_committee": "office",
}


def people_of(position: int, kind: str) -> list[MadeUp]:
    """The people of the unit that stands at ``position`` in the list."""
    random = Random(position)  # noqa: S311  names, not secrets
    posts = _POSTS[_PATTERN.get(kind, "department")]
    return [
        MadeUp(_name(random), title + MARK, tuple(roles.split()), _mobile(position, number))
        for number, (title, roles) in enumerate(posts)
    ]


def _name(random: Random) -> str:
    return random.choice(_SURNAMES) + random.choice(_STEMS) + random.choice(_ENDINGS)


def _mobile(position: int, number: int) -> str:
    """A number in a range that no operator gives out: 100 stands before every one."""
    return f"100{position:05d}{number:03d}"
