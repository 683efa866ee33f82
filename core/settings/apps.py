"""The apps, by where their tables stand (``core.db.apps``)."""

from core.modules.discovery import registry

#: Shared tables, once, in the schema ``city``.
CITY_APPS = [
    "django_tenants",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "drf_spectacular",
    "core.units",
    "core.identity",
    "core.ui",
    "core.jobs",
    # After the jobs, which find out whose jobs do not load.
    "core.modules",
    "core.calendar",
    "core.numbers",
    "core.files",
    "core.inbox",
    "core.notices",
    "core.exchange",
    "core.api",
    "core.evidence",
    "core.transfers",
    "core.oversight",
    "tenancy",
    "billing",
    "installer",
    "installer.demo",
]

#: Kernel tables in every unit's schema.
UNIT_APPS = [
    "core.audit",
    "core.people",
    "core.workbench",
]

#: Tables only in units that installed the module.
MODULE_APPS = registry().app_configs
