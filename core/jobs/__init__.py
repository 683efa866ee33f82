"""Work that leaves a transaction: jobs in PostgreSQL, woken by Celery, lost by nobody.

A job is a row written in the transaction of its cause. Workers claim rows under a lease;
the broker only wakes them, so that a lost broker, a lost message or a killed worker delays
a job and never loses it. Modules use ``core.jobs.public``.
"""
