"""django-tenants as its documentation sets it up, on a database of its own."""

import json
import os

_DATABASE = {
    "ENGINE": "django_tenants.postgresql_backend",
    "CONN_MAX_AGE": None,
    **json.loads(os.environ["PLAIN_DATABASE"]),
}

DATABASES = {"default": _DATABASE, "other": dict(_DATABASE)}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
SHARED_APPS = ["django_tenants", "django.contrib.contenttypes", "office"]
TENANT_APPS = ["office"]
INSTALLED_APPS = SHARED_APPS
TENANT_MODEL = "office.Client"
TENANT_DOMAIN_MODEL = "office.Domain"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = "opens nothing"
USE_TZ = True
