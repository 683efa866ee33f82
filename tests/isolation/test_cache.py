"""Cache keys, throttles and fragments carry the unit: poison in one is not found in another."""

import asyncio
import socket

import pytest
from django.core.cache import cache, caches
from django.core.cache.backends.redis import RedisCache
from django.template import Context, Template
from django.test import RequestFactory
from rest_framework.throttling import SimpleRateThrottle

from core.cache import caches as declared
from core.context import open_city, open_unit
from core.errors import ScopeNotOpen

KEY = "menu"


@pytest.fixture(autouse=True)
def _empty():
    yield
    for alias in caches:
        caches[alias].clear()


def _broker_is_redis():
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", 6379)) == 0


@pytest.fixture(params=["memory", "redis"])
def store(request):
    """The cache as it stands in the settings, in memory and in Redis."""
    if request.param == "memory":
        yield cache
        return
    if not _broker_is_redis():
        pytest.skip("no Redis on its standard port")
    entry = declared("redis://127.0.0.1:6379/9", "isolation" * 4)["default"]
    server = RedisCache(entry.pop("LOCATION"), entry)
    yield server
    server.clear()


def test_poison_in_one_unit_is_not_found_in_another(store, parks, taxes):
    with open_unit(parks):
        store.set(KEY, "poison")
        store.set_many({"a": "poison", "b": "poison"})
        assert store.get(KEY) == "poison"

    for scope in (open_unit(taxes), open_city()):
        with scope:
            assert store.get(KEY) is None
            assert store.get_many(["a", "b", KEY]) == {}
            assert KEY not in store
            assert store.delete(KEY) is False
            assert store.touch(KEY) is False
            assert store.add(KEY, "mine") is True
            with pytest.raises(ValueError):
                store.incr("a")

    with open_unit(parks):
        assert store.get(KEY) == "poison"


def test_no_key_can_be_written_to_be_another_units(store, parks, taxes):
    with open_unit(taxes):
        store.set(KEY, "theirs")
        real = store.make_key(KEY)

    with open_unit(parks):
        for forged in (real, f"{taxes.id.hex}:{KEY}", f":{taxes.id.hex}:{KEY}", f"../{KEY}"):
            assert store.get(forged) is None
            assert store.make_key(forged) != real


def test_without_a_scope_a_key_is_refused(store, parks):
    with pytest.raises(ScopeNotOpen):
        store.set(KEY, 1)
    with pytest.raises(ScopeNotOpen):
        store.get(KEY)
    with open_unit(parks):
        pass
    with pytest.raises(ScopeNotOpen):
        asyncio.run(store.aget(KEY))


def test_what_the_city_shares_says_so(store, parks, taxes):
    store.set("city:holidays", ["2026-01-01"])

    for scope in (open_unit(parks), open_unit(taxes), open_city()):
        with scope:
            assert store.get("city:holidays") == ["2026-01-01"]


def test_installations_on_one_redis_are_kept_apart():
    one, two = (declared(None, key)["default"]["KEY_PREFIX"] for key in ("a" * 32, "b" * 32))

    assert one != two


def test_every_cache_of_the_settings_carries_the_scope(settings):
    functions = {entry["KEY_FUNCTION"] for entry in settings.CACHES.values()}

    assert functions == {"core.cache.scoped_key"}


def test_a_cached_fragment_of_one_unit_is_not_shown_to_another(parks, taxes):
    page = Template("{% load cache %}{% cache 60 head %}{{ name }}{% endcache %}")

    with open_unit(parks):
        assert page.render(Context({"name": "园林镇"})) == "园林镇"
        assert page.render(Context({"name": "改"})) == "园林镇"
    with open_unit(taxes):
        assert page.render(Context({"name": "税务镇"})) == "税务镇"


def test_a_throttle_counts_in_each_unit_for_itself(parks, taxes):
    class OnceAMinute(SimpleRateThrottle):
        rate = "1/min"

        def get_cache_key(self, *_):
            return "throttle:everybody"

    request = RequestFactory().get("/")
    with open_unit(parks):
        assert OnceAMinute().allow_request(request, None) is True
        assert OnceAMinute().allow_request(request, None) is False
    with open_unit(taxes):
        assert OnceAMinute().allow_request(request, None) is True
