"""What happens with the modules once, when Django's apps are loaded."""

from core.contracts.people import Permission
from core.modules.discovery import registry
from core.modules.leaving import register as take_part_in_leaving
from core.modules.loading import host, leave_out_broken_apps
from core.modules.pages import menu_lines, search_url, unit_line, urgent_banners
from core.modules.registry import Registry
from core.people.permissions import declare
from core.ui import frame


def start() -> None:
    """Leave out what does not load, load all hooks, and fill the page frame's menu and search."""
    leave_out_broken_apps(registry())
    declare_permissions(registry())
    host()
    frame.menu_sources.append(menu_lines)
    frame.menu_sources.append(unit_line)
    frame.search_sources.append(search_url)
    frame.banner_sources.append(urgent_banners)
    take_part_in_leaving()


def declare_permissions(modules: Registry) -> None:
    """Make the permissions of all manifests known to the roles of the units."""
    for module in modules:
        declare(
            module.name,
            [
                Permission.of(each.code, each.said, each.roles, each.second_factor, each.scopes)
                for each in module.manifest.permissions
            ],
        )
