"""``python -m core.jobs``: the scheduler process."""

import os

import django

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "core.settings.django")
    django.setup()
    from core.jobs.scheduler import main

    main()
