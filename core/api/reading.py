"""What programs send, made into clean values; what nobody declared is refused by name.

A field that the body does not declare is not dropped in silence: whoever sends ``state`` to
an address that only takes ``title`` (a typing error, or an attempt to write what is not
theirs) is told so, and nothing is written.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.serializers import CharField, IntegerField, Serializer

from core.api.operations import Operation, Shape
from core.errors import InvalidInput

#: The most rows that one page of a list holds.
MOST = 200
_UNKNOWN = _("没有这个字段。请对照接口说明检查拼写；由系统填写的内容不能提交。")


class PlaceSerializer(Serializer[Any]):
    """Where in a list to read on."""

    after = CharField(
        required=False, max_length=500, help_text="Cursor of the row to read on from, as in `next`."
    )
    size = IntegerField(
        required=False, min_value=1, max_value=MOST, help_text="Rows in one page; usually 50."
    )


class FieldsUnknown(InvalidInput):
    """Fields or filters that the address does not declare."""

    code = "unknown_fields"


def clean_body(data: Any, shape: Shape) -> dict[str, Any]:
    """The body as clean values; raises ``FieldsUnknown`` and what becomes ``invalid_input``."""
    body = shape(data=data)
    if isinstance(data, Mapping):
        declared = [name for name, field in body.fields.items() if not field.read_only]
        _refuse_unknown(data, declared)
    body.is_valid(raise_exception=True)
    return dict(body.validated_data)


def clean_query(query: Mapping[str, str], declared: Operation) -> tuple[dict[str, Any], ...]:
    """Place and filters that the address asks for; raises like ``clean_body``."""
    place, filters = PlaceSerializer, declared.filters
    shapes = [shape for shape in (place if declared.listed else None, filters) if shape]
    _refuse_unknown(query, {str(name) for shape in shapes for name in shape().fields})
    return (
        _values(query, place) if declared.listed else {},
        _values(query, filters) if filters else {},
    )


def _values(query: Mapping[str, str], shape: Shape) -> dict[str, Any]:
    asked = shape(data=query)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


def _refuse_unknown(given: Iterable[str], declared: Iterable[str]) -> None:
    unknown = sorted(set(given) - set(declared))
    if unknown:
        raise FieldsUnknown(fields={str(name): [str(_UNKNOWN)] for name in unknown})
