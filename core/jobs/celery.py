"""The Celery application. Its only task wakes a worker; the work stands in PostgreSQL."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings.django")

app = Celery("citydesk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(
    task_default_queue="citydesk",
    task_ignore_result=True,
    task_store_errors_even_if_ignored=False,
    worker_prefetch_multiplier=1,
    # Acknowledged early: a hint that is lost with its worker is repeated by the scheduler.
    task_acks_late=False,
    broker_connection_timeout=2,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"socket_connect_timeout": 2, "socket_timeout": 5},
    worker_hijack_root_logger=False,
    # A process ends before its connections' catalogue caches of many units grow large.
    worker_max_tasks_per_child=500,
)


@app.task(name="wake")  # type: ignore[untyped-decorator]
def drain_queue() -> int:
    """Run jobs until none is due; the number of jobs run."""
    from core.jobs.worker import run_due  # noqa: PLC0415 -- needs Django's apps to be loaded

    done = 0
    while ran := run_due(limit=50):
        done += ran
    return done
