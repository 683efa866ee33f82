"""Sample business: every module fills its own part of the demonstration."""

from collections import defaultdict
from importlib import import_module
from importlib.util import find_spec
from random import Random
from uuid import UUID

from django.utils import timezone

from core.context import open_city, open_unit
from core.contracts.demo import DemoCity, DemoUnit
from core.contracts.people import Person
from core.identity.models import Account, Post
from core.modules.discovery import registry
from core.modules.models import KERNEL, ModuleInstall
from core.people.entry import person_in_unit
from core.units.models import Unit

#: The same sample every time.
_SEED = 2026
#: A demonstration is read by people: business in more units than this shows nothing new.
MOST_UNITS = 80


def add_business() -> None:
    """Let each module with a ``demo.py`` add its sample."""
    city = _city()
    for module in registry():
        name = f"{module.package}.demo"
        if find_spec(name):
            import_module(name).sample_business(city)


def _city() -> DemoCity:
    with open_city():
        units = list(
            Unit.objects.filter(state="active").select_related("parent").order_by("position")
        )[:MOST_UNITS]
        modules = _active_modules()
        accounts = _accounts([unit.id for unit in units])
    city = {u.code: _unit(u, modules[u.id], accounts[u.id]) for u in units if accounts[u.id]}
    return DemoCity(city, timezone.now(), Random(_SEED))  # noqa: S311  a sample, no secret


def _active_modules() -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    rows = ModuleInstall.objects.filter(state="active").exclude(module=KERNEL)
    for unit_id, module in rows.values_list("unit_id", "module"):
        found[unit_id].add(module)
    return found


def _accounts(unit_ids: list[UUID]) -> dict[UUID, list[Account]]:
    found: dict[UUID, list[Account]] = defaultdict(list)
    # The unit's own people: who is there for a time drafts nothing, whenever this runs.
    posts = Post.objects.counting().filter(unit__in=unit_ids, is_primary=True)
    for post in posts.select_related("account__city_role").order_by("account__mobile"):
        found[post.unit_id].append(post.account)
    return found


def _unit(unit: Unit, modules: set[str], accounts: list[Account]) -> DemoUnit:
    ref = unit.ref(frozenset(modules))
    with open_unit(ref):
        people: tuple[Person, ...] = tuple(person_in_unit(each, ref) for each in accounts)
    return DemoUnit(
        ref=ref,
        kind=unit.kind,
        level=unit.level,
        parent_code=unit.parent.code if unit.parent else "",
        people=people,
    )
