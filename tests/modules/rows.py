"""Rows of any module, made from its models alone: what might leak, and what a list may hold."""

from datetime import date
from itertools import count
from uuid import uuid4

from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from core.context import open_unit
from core.db.unit import KernelForeignKey
from core.modules.discovery import registry

_number = count(1)


def fill(unit, member_id, name, rows=1):
    """Store ``rows`` rows of every model of the module in ``unit``; the ids that there are now.

    A row that the module's own constraints refuse is left out: they are not to be guessed.
    """
    ids = []
    with open_unit(unit):
        for model in apps.get_app_config(registry()[name].manifest.label).get_models():
            for _ in range(rows):
                row = _stored(model, member_id)
                ids += [row.pk] if row else []
    return ids


def _stored(model, member_id):
    row = model(
        **{field.attname: _value(field, member_id) for field in model._meta.concrete_fields}
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except DatabaseError:
        return None
    return row


def _value(field, member_id):
    if isinstance(field, KernelForeignKey):
        return member_id
    if field.is_relation:
        return field.related_model.objects.values_list("pk", flat=True).order_by("-pk").first()
    if field.name.endswith("_on"):
        return date(2026, 1, 1 + next(_number) % 28)
    if field.has_default() and not field.unique:
        return field.get_default()
    return next(make(field) for kind, make in _MADE.items() if isinstance(field, kind))


def _text(field):
    if field.choices:
        return field.choices[0][0]
    return "" if field.blank else f"{next(_number)}{uuid4().hex}"[: field.max_length or 20]


_MADE = {
    models.CharField: _text,
    models.TextField: _text,
    models.UUIDField: lambda _: uuid4(),
    models.DateTimeField: lambda _: timezone.now(),
    models.DateField: lambda _: date(2026, 1, 1 + next(_number) % 28),
    models.BooleanField: lambda _: False,
    models.JSONField: lambda _: {},
    models.IntegerField: lambda _: next(_number),
}
