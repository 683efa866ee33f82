"""Not switched on means: not there, on every page and every API path."""

import sys
from pathlib import Path
from types import ModuleType

import pytest
from django.http import HttpResponse
from django.urls import path, resolve, reverse

from core.errors import NotFound
from core.modules.gate import refuse_inactive
from core.modules.manifest import read_manifest
from core.modules.registry import Module, Registry
from core.modules.tests.test_manifest import GOOD
from core.modules.urls import unit_api_urlpatterns, unit_urlpatterns


def page(request):
    return HttpResponse("rooms")


@pytest.fixture
def modules(tmp_path, monkeypatch):
    """A module with two pages and an API path, and one whose addresses do not load."""

    def module(name):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
        text = GOOD.replace('"rooms"', f'"{name}"').replace("rooms.view", f"{name}.view")
        (tmp_path / name / "module.toml").write_text(text)
        return Module(read_manifest(tmp_path / name), name, tmp_path / name, "", "test")

    monkeypatch.syspath_prepend(str(tmp_path))
    rooms, broken = module("gt_rooms"), module("gt_broken")
    routes = "from django.urls import path\nfrom core.modules.tests.test_gate import page\n"
    (rooms.folder / "urls.py").write_text(
        routes + 'urlpatterns = [path("", page, name="list"), path("<int:n>/", page)]\n'
    )
    (rooms.folder / "api_urls.py").write_text(routes + 'urlpatterns = [path("rooms/", page)]\n')
    (broken.folder / "urls.py").write_text("raise SystemExit(1)")
    yield Registry([broken, rooms])
    for name in [name for name in sys.modules if name.startswith("gt_")]:
        del sys.modules[name]


@pytest.fixture
def urlconf(modules):
    conf = ModuleType("gate_urls")
    conf.urlpatterns = [path("people/", page), *unit_urlpatterns(modules)]
    return conf


PATHS = ["/m/gt_rooms/", "/m/gt_rooms/7/"]


@pytest.mark.parametrize("address", PATHS)
def test_an_active_module_answers(urlconf, address):
    refuse_inactive(resolve(address, urlconf), {"gt_rooms"})


@pytest.mark.parametrize("address", PATHS)
@pytest.mark.parametrize("active", [set(), {"other", "kernel"}], ids=["none", "others"])
def test_a_module_that_is_not_active_is_not_there(urlconf, address, active):
    with pytest.raises(NotFound):
        refuse_inactive(resolve(address, urlconf), active)


def test_its_api_is_not_there_either(modules):
    conf = ModuleType("gate_api_urls")
    conf.urlpatterns = unit_api_urlpatterns(modules)
    match = resolve("/m/gt_rooms/rooms/", conf)

    refuse_inactive(match, {"gt_rooms"})
    with pytest.raises(NotFound):
        refuse_inactive(match, set())


def test_pages_of_the_kernel_are_always_there(urlconf):
    refuse_inactive(resolve("/people/", urlconf), set())


def test_the_namespace_is_the_modules_name(urlconf):
    assert reverse("gt_rooms:list", urlconf) == "/m/gt_rooms/"


def test_broken_addresses_leave_the_module_out_and_the_others_in(modules):
    assert len(unit_urlpatterns(modules)) == 1
    assert modules.names == ("gt_rooms",)
    assert [problem.code for problem in modules.problems] == ["urls_broken"]
    assert modules.problems[0].path.parts[-2:] == ("gt_broken", "urls.py")
    assert isinstance(modules.problems[0].path, Path)
