"""Build the demonstration city step by step; each step done is not done again.

Everything goes the way that a real city goes: the lists are checked and planned, units are
made by the same provisioning, people are added by the same services. Only passwords are
set for them, hashed once for all, because forty thousand people would take half an hour.
"""

from collections.abc import Callable
from functools import partial

from django.utils import timezone

from core.context import open_city
from core.contracts.people import Person
from core.db.keys import new_id
from core.units.importing import apply_plan
from core.units.listing.plan import make_plan
from core.units.models import Unit
from core.units.selectors.known import known_lists
from installer.demo.business import add_business
from installer.demo.codes import add_number_codes
from installer.demo.errors import NotADemonstration, UnitsNotMade
from installer.demo.models import DemoStep
from installer.demo.modules import MODULES_OF
from installer.demo.people import add_operators, add_people
from installer.demo.posts import add_posts
from installer.demo.slice import choose
from installer.demo.units import listed_units, organs_of
from tenancy.modules import install
from tenancy.prepare import prepare_database
from tenancy.removal import holds_a_city, table_has_rows
from tenancy.workers import provision_all

#: Who builds the city, in every trail.
BUILDER = Person(account_id=new_id(), name="演示数据", title="自动生成")

#: Told of each step: what it is, how many of how many are done.
Progress = Callable[[str, int, int], None]


def build(size: int | None, password: str, progress: Progress) -> None:
    """Bring the city to ``size`` units (None = all) with people and business.

    Raises ``NotADemonstration`` where a city works: everybody's password is on the screen, and
    one of them would run it.
    """
    if holds_a_real_city():
        raise NotADemonstration
    prepare_database()
    _once("begun", lambda: None)
    _make_units(size, progress)
    steps: dict[str, Callable[[], None]] = {
        "operators": partial(add_operators, password),
        "modules": _install_modules,
        "people": partial(add_people, password, BUILDER, partial(progress, "人员")),
        "codes": add_number_codes,
        "business": add_business,
        "posts": partial(add_posts, BUILDER),
    }
    for name, step in steps.items():
        _once(f"{name}:{size or 'all'}", step)


def holds_a_real_city() -> bool:
    """Whether the database has units that no demonstration made."""
    return holds_a_city() and table_has_rows("unit") and not table_has_rows("demo_step")


def _once(name: str, step: Callable[[], None]) -> None:
    with open_city():
        if DemoStep.objects.filter(name=name).exists():
            return
    step()
    with open_city():
        DemoStep.objects.get_or_create(name=name, defaults={"done_at": timezone.now()})


def _make_units(size: int | None, progress: Progress) -> None:
    chosen = choose(listed_units(), size)
    with open_city():
        known = known_lists()
    plan = make_plan(chosen, organs_of(chosen), known)
    if plan.units.created or plan.organs.created:
        apply_plan(plan, by=BUILDER, at=timezone.now(), reason="演示")
    done = 0

    def count(_made: object) -> None:
        nonlocal done
        done += 1
        progress("单位", done, len(plan.units.created))

    run = provision_all(workers=2, progress=count)
    if run.failed or run.lost:
        codes = "、".join(made.code for made in run.failed)
        raise UnitsNotMade(count=len(plan.units.created) - len(run.made), codes=codes)


def _install_modules() -> None:
    with open_city():
        present = set(Unit.objects.values_list("code", flat=True))
    for code, modules in MODULES_OF.items():
        if code in present:
            for module in modules():
                install(code, module, by=BUILDER)
