"""Number codes for the demonstration: few real ones are public, the others are made up.

A made-up code ends in 演, so that no number of the demonstration can be taken for a real one.
"""

import re

from core.context import open_city
from core.units.models import NumberCode, Organ

_SHORTER = (
    ("中国共产党", ""), ("中共", ""), ("人民政府", "政"), ("办公室", "办"), ("委员会", "委"),
    ("常德市", "常"), ("常务", ""), ("代表大会", ""), ("人民", ""),
)  # fmt: skip
_PLACES = re.compile(r"[县镇乡区市局的街道和与]|管理|工作|[^\u4e00-\u9fa5]")
_LONGEST = 11


def made_up_code(name: str) -> str:
    """A code for the organ called ``name``: 桃源县人民政府办公室 → 桃源政办演."""
    for long, short in _SHORTER:
        name = name.replace(long, short)
    return _PLACES.sub("", name)[-_LONGEST:] + "演"


def add_number_codes() -> None:
    """Give every organ that has none and takes numbers a code of its own."""
    with open_city():
        organs = Organ.objects.filter(number_codes=None, external=False)
        issuing = organs.exclude(kind="self_governing").select_related("unit")
        taken = set(NumberCode.objects.values_list("text", flat=True))
        made = []
        for organ in issuing.order_by("code"):
            text = made_up_code(organ.name)
            if text not in taken:
                taken.add(text)
                made.append(NumberCode(text=text, organ=organ, is_demo=True))
        NumberCode.objects.bulk_create(made)
