"""Facts about units and modules reach the outbox in the transaction that makes them true."""

import pytest

from core.context import open_city
from core.jobs.models import Job
from core.modules.public import host
from tenancy.modules import disable, enable, install


@pytest.fixture
def listeners(monkeypatch):
    """Which modules listen to a module's coming."""

    def listen(*names):
        implementers = {"module_installed": names}
        monkeypatch.setattr(host(), "implementers", lambda hook: implementers.get(hook, ()))

    return listen


def _deliveries():
    with open_city():
        jobs = Job.objects.filter(name="modules.deliver", args__hook="module_installed")
        return [(job.args["module"], job.args["fact"]["module"]) for job in jobs]


def test_the_module_and_its_neighbours_hear_of_its_coming(parks, listeners):
    listeners("official_documents", "bulletin")

    install("parks", "bulletin")

    assert sorted(_deliveries()) == [("bulletin", "bulletin"), ("official_documents", "bulletin")]


def test_modules_that_the_unit_has_not_hear_nothing(parks, listeners):
    listeners("nowhere")

    install("parks", "bulletin")

    assert _deliveries() == []


def test_switching_off_and_on_is_no_coming(parks, listeners):
    install("parks", "bulletin")
    listeners("bulletin")

    disable("parks", "bulletin")
    enable("parks", "bulletin")

    assert _deliveries() == []
