"""The real broker, embedded or RabbitMQ: a hint reaches a worker in another process."""

import os
import subprocess
import sys
import time
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connections

from core.context import open_city
from core.jobs.models import Job, JobState
from core.jobs.public import enqueue
from core.jobs.waking import wake
from core.settings.environment import PROJECT

WORKER = [
    *(sys.executable, "-m", "celery", "--app", "core.jobs.celery", "--quiet", "worker"),
    *("--pool", "solo", "--loglevel", "WARNING"),
    *("--without-gossip", "--without-mingle", "--without-heartbeat"),
]


@pytest.fixture
def worker(city_db):
    """A worker process on the test's own database."""
    owner = connections["owner"].settings_dict
    user, password = quote(owner["USER"]), quote(owner["PASSWORD"])
    url = f"postgresql://{user}:{password}@{owner['HOST']}:{owner['PORT']}/{owner['NAME']}"
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "BROKER_URL": settings.CELERY_BROKER_URL,
        "CITYDESK_SECRET_KEY": settings.SECRET_KEY,
    }
    process = subprocess.Popen(WORKER, cwd=PROJECT, env=environment)
    yield process
    process.terminate()
    process.wait(timeout=30)


def test_a_woken_worker_runs_what_is_due_without_any_scheduler(worker):
    with open_city():
        enqueue("jobs.prune", key="of this test")

    assert wake()

    assert eventually_done("of this test")


def eventually_done(key: str) -> bool:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        with open_city():
            if Job.objects.get(key=key).state == JobState.DONE:
                return True
        time.sleep(0.2)
    return False
