"""Sample notices for the demonstration city."""

from datetime import timedelta
from uuid import UUID, uuid5

from core.context import open_unit
from core.contracts.demo import DemoCity, DemoUnit
from plugins.optional.bulletin.permissions import PUBLISH, READ
from plugins.optional.bulletin.services import Draft, confirm_reading, publish

_NAMESPACE = UUID("6f0b6d0e-2c64-4f0a-9d0e-9a4d5e0c7a11")

#: Days ago, category, title, text.
_SAMPLE = (
    (1, "notice", "关于周五下午集中学习的通知", "请全体工作人员周五下午三时到二楼会议室参加学习。"),
    (3, "announcement", "办公楼供水检修公告", "周六上午八时至十二时供水管道检修，请提前储水。"),
    (6, "publicity", "年度考核优秀等次人选公示", "公示期五个工作日，如有异议请向办公室反映。"),
    (12, "bulletin", "工作简报第11期", "本期内容：秋冬生产、人居环境整治、安全生产检查。"),
    (20, "study", "学习资料：公文写作规范", "请结合近期公文退回情况对照学习。"),
)


def sample_business(city: DemoCity) -> None:
    """A few notices in every unit that has the module; some people have read them."""
    for unit in city.units.values():
        if "bulletin" in unit.ref.modules:
            _fill(unit, city)


def _fill(unit: DemoUnit, city: DemoCity) -> None:
    publisher = unit.who_may(PUBLISH)
    if publisher is None:
        return
    with open_unit(unit.ref):
        for days, category, title, body in _SAMPLE:
            at = city.today - timedelta(days=days)
            ends_on = (at + timedelta(days=7)).date() if category == "publicity" else None
            made = publish(
                draft=Draft(category, title, body, pinned=days == 1, ends_on=ends_on),
                token=uuid5(_NAMESPACE, f"{unit.ref.code} {title}"),
                by=publisher,
                at=at,
            )
            for person in unit.people:
                if person.may(READ) and city.random.random() < min(0.9, days / 8):
                    confirm_reading(notice=made, by=person, at=at + timedelta(hours=2))
