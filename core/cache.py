"""Cache keys carry their scope: what one unit caches is not found by another, whatever the key.

Django asks ``scoped_key`` for the real key of every entry, so the ``{% cache %}`` tag, page
caches, throttles and ``cache.get`` of modules are covered alike. What the whole city shares
says so: its key begins with ``city:``, and it holds nothing of a unit.
"""

from hashlib import sha256
from typing import Any

from core.context import current_scope
from core.errors import ScopeNotOpen

#: A key that begins with it is the same for the city and for every unit.
SHARED = "city:"


def scoped_key(key: str, key_prefix: str, version: int) -> str:
    """The real key of ``key`` in the open scope; refused outside one unless it is shared."""
    return f"{key_prefix}:{version}:{_whose(str(key))}:{key}"


def caches(url: str | None, secret_key: str) -> dict[str, dict[str, Any]]:
    """Django's CACHES: Redis at ``url``, otherwise the memory of each process.

    The prefix keeps installations apart that share a Redis.
    """
    entry: dict[str, Any] = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "KEY_FUNCTION": "core.cache.scoped_key",
        "KEY_PREFIX": sha256(f"cache {secret_key}".encode()).hexdigest()[:8],
        "TIMEOUT": 300,
    }
    if url:
        entry |= {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}
    return {"default": entry}


def _whose(key: str) -> str:
    """Of fixed length for units, so that no key can be written to look like another's."""
    if key.startswith(SHARED):
        return "shared"
    scope = current_scope()
    if scope is None:
        raise ScopeNotOpen(f"a cache key belongs to a unit or to the city, or begins with {SHARED}")
    return scope.unit.id.hex if scope.unit else "city"
