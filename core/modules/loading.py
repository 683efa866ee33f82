"""The host of this process: made once, with the hooks of every module that fits."""

from functools import cache
from importlib import import_module

from django.apps import apps
from django.conf import settings

from core.db.apps import ModuleApp
from core.jobs.public import enqueue
from core.modules.discovery import registry
from core.modules.faults import FaultBook
from core.modules.findings import Finding
from core.modules.host import ModuleHost
from core.modules.marks import Marks
from core.modules.registry import Registry


@cache
def host() -> ModuleHost:
    """The module host of this process."""
    made = ModuleHost(enqueue=enqueue, faults=FaultBook(), marks=marks())
    load_hooks(made, registry())
    return made


@cache
def marks() -> Marks:
    """The calls under way on this machine."""
    return Marks(settings.CITYDESK_HOME / "run" / "calls")


def load_hooks(made: ModuleHost, modules: Registry) -> None:
    """Register every module's ``hooks.py``; one that does not fit is left out and reported."""
    for module in modules:
        path = module.folder / "hooks.py"
        try:
            made.register(module.name, import_module(f"{module.package}.hooks"))
        # A stranger's code may fail in any way; it must not stop the start.
        except (Exception, SystemExit) as broken:  # noqa: BLE001
            facts = {"name": module.name, "why": repr(broken)}
            modules.leave_out(module.name, Finding("hooks_broken", path, 0, facts))


def leave_out_broken_apps(modules: Registry) -> None:
    """Leave out the modules whose models did not load (``core.db.apps.ModuleApp``)."""
    for config in apps.get_app_configs():
        name = config.label.removeprefix("mod_")
        if isinstance(config, ModuleApp) and config.fault is not None and name in modules:
            facts = {"name": name, "why": repr(config.fault)}
            path = modules[name].folder / "models.py"
            modules.leave_out(name, Finding("package_broken", path, 0, facts))
