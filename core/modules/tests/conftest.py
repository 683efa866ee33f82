"""A host with two modules active in Parks, and what it was asked to remember."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from core.context import open_unit
from core.modules.faults import FaultBook
from core.modules.hooks import hookimpl
from core.modules.host import ModuleHost
from core.modules.marks import Marks


def plugin(*functions):
    """A plugin made of these functions, each named after its hook."""
    return SimpleNamespace(**{each.__name__: hookimpl(each) for each in functions})


@pytest.fixture
def outbox():
    return []


@pytest.fixture
def marks(tmp_path):
    return Marks(tmp_path / "calls")


@pytest.fixture
def host(outbox, marks):
    return ModuleHost(
        enqueue=lambda name, **args: outbox.append((name, args)), faults=FaultBook(), marks=marks
    )


@pytest.fixture
def in_parks_with(parks):
    """A transaction of Parks, with these modules switched on."""
    return lambda *modules: open_unit(replace(parks, modules=frozenset(modules)))
