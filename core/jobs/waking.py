"""Telling the workers that something is in the queue. Only a hint: it may get lost."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from kombu.exceptions import OperationalError

log = logging.getLogger(__name__)

#: How long a broker that did not answer is left alone, so that pages do not wait for it.
_REST_SECONDS = 10.0
_silent_until = 0.0


def wake() -> bool:
    """Ask a worker to look into the queue; False when the broker does not answer.

    The scheduler asks again every few seconds, so a lost hint delays and never loses.
    """
    return reached(lambda app: app.send_task("wake", retry=False, ignore_result=True))


def reached(act: Callable[[Any], object]) -> bool:
    """Do ``act`` with the Celery application; False when the broker does not answer.

    A broker that was silent a moment ago is not asked again so soon.
    """
    global _silent_until  # noqa: PLW0603 -- one broker per process, one memory of its silence
    if not settings.CELERY_BROKER_URL or time.monotonic() < _silent_until:
        return False
    from core.jobs.celery import app  # noqa: PLC0415 -- slow import, and only when needed

    try:
        act(app)
    except (OperationalError, OSError) as error:
        _silent_until = time.monotonic() + _REST_SECONDS
        log.warning("the broker does not answer, the scheduler will run the jobs: %s", error)
        return False
    return True
