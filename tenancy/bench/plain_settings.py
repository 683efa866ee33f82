"""The same tables under plain django-tenants: the baseline of ``citydesk bench provision``."""

import os

from core.settings.django import *  # noqa: F403
from core.settings.django import DATABASES as _OURS

DATABASES = {
    "default": {
        **{k: v for k, v in _OURS["owner"].items() if k != "CITYDESK_LOGIN"},
        "ENGINE": "django_tenants.postgresql_backend",
        "NAME": os.environ["CITYDESK_BENCH_DATABASE"],
    }
}
TENANT_SYNC_ROUTER = "django_tenants.routers.TenantSyncRouter"
DATABASE_ROUTERS = [TENANT_SYNC_ROUTER]
