"""Django's settings, made of the typed environment. Nothing else reads ``os.environ``."""

from core.api.schema.settings import document_settings
from core.cache import caches
from core.settings.api import rest_framework
from core.settings.apps import CITY_APPS, MODULE_APPS, UNIT_APPS
from core.settings.cookies import cookies
from core.settings.databases import databases
from core.settings.endpoints import broker_connection, broker_url, database_url
from core.settings.environment import PROJECT, environment
from core.settings.secrets import secret_key
from core.settings.transport import live_way, public_address, travels_by_tls

ENV = environment()

#: The data folder, for whoever keeps something on disk.
CITYDESK_HOME = ENV.home

SECRET_KEY = secret_key(ENV)
DEBUG = ENV.debug
DEMO = ENV.demo
PUBLIC_ADDRESS = public_address(ENV)
LIVE = live_way(ENV)
GATEWAY_HOSTS, GATEWAY_INSIDE = ENV.gateway_hosts, ENV.gateway_inside
ALLOWED_HOSTS = [name.strip() for name in ENV.allowed_hosts.split(",")]

INSTALLED_APPS = [*CITY_APPS, *UNIT_APPS, *MODULE_APPS]

# django-tenants: the names it asks for. Which tables a unit has is decided by the module
# ledger, not by its router (tenancy.router).
SHARED_APPS = CITY_APPS
TENANT_APPS = [*UNIT_APPS, *MODULE_APPS]
TENANT_MODEL = "tenancy.Tenant"
TENANT_DOMAIN_MODEL = "tenancy.Domain"
PUBLIC_SCHEMA_NAME = "city"
TENANT_SYNC_ROUTER = "tenancy.router.PlacementRouter"
DATABASE_ROUTERS = [TENANT_SYNC_ROUTER]

DATABASES = databases(database_url(ENV))
CACHES = caches(ENV.cache_url.get_secret_value() if ENV.cache_url else None, SECRET_KEY)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "identity.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
SESSION_ENGINE = "core.identity.sessions"
COOKIES = cookies(ENV)
SESSION_COOKIE_NAME = COOKIES.session
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = COOKIES.secure
CSRF_COOKIE_NAME = COOKIES.csrf
DEVICE_COOKIE_NAME = COOKIES.device
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "core.ui.problems.csrf_failure"

SECURE_HSTS_SECONDS = 365 * 24 * 3600 if travels_by_tls(ENV) else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.behind_tls else None
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "core.ui.headers.SecurityHeadersMiddleware",
    "core.web.door.DoorMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "core.ui.language.LanguageMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "core.identity.middleware.IdentityMiddleware",
    "core.api.middleware.TokenMiddleware",
    "core.web.scope.ScopeMiddleware",
]
REST_FRAMEWORK = rest_framework()
API_PER_PERSON, API_PER_UNIT = ENV.api_per_person, ENV.api_per_unit
SPECTACULAR_SETTINGS = document_settings()
ROOT_URLCONF = "core.settings.urls"
WSGI_APPLICATION = "core.settings.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "core.ui.context.frame",
            ],
        },
    },
]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Files by content (core.files); uploads stay in memory until they have been looked at.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing uses it
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "blobs": {"BACKEND": ENV.file_storage, "OPTIONS": ENV.storage_options},
}
FILE_UPLOAD_HANDLERS = ["core.files.uploads.MemoryUploadHandler"]
CLAMD_URL = ENV.clamd_url

STATIC_URL = "/static/"
STATIC_ROOT = PROJECT / "build" / "static"
LOCALE_PATHS = [PROJECT / "core" / "locale"]

CELERY_BROKER_URL, CELERY_BROKER_USE_SSL = broker_connection(broker_url(ENV))
