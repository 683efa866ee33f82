"""Importing units: all checks before anything, resumable making, codes that can be told again."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from core.context import open_city
from core.identity.models import ActivationCode
from core.units.models import Onboarding, Unit, UnitEvent
from tenancy.activation import codes_as_csv, keep_codes
from tenancy.importing import ListRefused, ids_of, missing_units, preview_import, register
from tenancy.tests.conftest import county_with, unit_list
from tenancy.trail import operator
from tenancy.workers import provision_all


def _import(*rows):
    preview = preview_import(unit_list(*rows))
    register(preview, by=operator(), at=timezone.now())
    return preview


def _codes(preview, at=None):
    return codes_as_csv(ids_of(preview.codes), at=at or timezone.now()).decode("utf-8-sig")


def _count():
    with open_city():
        return Unit.objects.count()


def test_a_preview_writes_nothing(city_db):
    before = _count()

    preview = preview_import(unit_list(*county_with(2)))

    assert [row.code for row in preview.plan.units.created] == ["xa001", "xt000", "xt001"]
    assert _count() == before


def test_one_wrong_line_refuses_the_whole_list(city_db):
    before = _count()
    rows = [*county_with(2), ("XT9", "某县大写镇", "大写镇", "township", "township", "xa001", "")]

    preview = preview_import(unit_list(*rows))

    assert [(e.file, e.error.row, e.error.column, e.error.code) for e in preview.errors] == [
        ("units", 5, "code", "code_uppercase")
    ]
    with pytest.raises(ListRefused) as refused:
        register(preview, by=operator(), at=timezone.now())
    assert (refused.value.code, refused.value.errors) == ("list_refused", preview.errors)
    assert _count() == before


def test_errors_of_both_files_are_told_apart(city_db):
    organs = io.BytesIO(b"code,name\nx,y\n")

    preview = preview_import(unit_list(), organs)

    assert {each.file for each in preview.errors} == {"units", "organs"}


def test_registered_units_are_missing_until_they_are_made(city_db):
    preview = _import(*county_with(1))

    assert [each.code for each in missing_units(preview.codes)] == ["xa001", "xt000"]
    provision_all(workers=1)
    assert missing_units(preview.codes) == []


def test_the_same_list_again_changes_nothing(city_db):
    _import(*county_with(1))
    provision_all(workers=1)

    again = preview_import(unit_list(*county_with(1)))

    assert (again.plan.is_empty, len(again.plan.units.unchanged)) == (True, 2)


def test_a_new_unit_has_its_record_from_the_first_day(city_db):
    _import(*county_with(0))
    provision_all(workers=1)

    with open_city():
        kinds = UnitEvent.objects.filter(unit__code="xa001").values_list("kind", flat=True)
        assert list(kinds) == ["listed", "activated"]
        assert Onboarding.objects.get(unit__code="xa001").state == "applied"


def test_codes_are_told_again_and_are_stored_nowhere(city_db):
    preview = _import(*county_with(1))
    provision_all(workers=1)

    first, again = _codes(preview), _codes(preview)

    assert first == again
    lines = first.strip().splitlines()
    assert [line.split(",")[0] for line in lines[1:]] == ["xa001", "xt000"]
    code = lines[1].split(",")[2]
    with open_city():
        stored = ActivationCode.objects.filter(unit__code="xa001").values()
        assert code not in str(list(stored))
        assert code.replace("-", "") not in str(list(stored))


def test_used_expired_and_foreign_codes_are_left_out(city_db, settings):
    preview = _import(*county_with(1))
    provision_all(workers=1)
    with open_city():
        ActivationCode.objects.filter(unit__code="xt000").update(used_at=timezone.now())

    assert "xt000" not in _codes(preview)
    assert _codes(preview, at=timezone.now() + timedelta(days=31)) == ""
    settings.SECRET_KEY = "another key"
    assert _codes(preview) == ""


def test_the_list_of_codes_is_the_operators_alone(city_db, home):
    preview = _import(*county_with(0))
    provision_all(workers=1)

    path = keep_codes(ids_of(preview.codes), name=preview.name, at=timezone.now())

    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert keep_codes(ids_of(preview.codes), name=preview.name, at=timezone.now()) == path
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_hostile_name_does_not_calculate_in_the_list_of_codes(city_db):
    preview = _import(*county_with(0))
    provision_all(workers=1)
    with open_city():
        Unit.objects.filter(code="xa001").update(name="@SUM(1+1)*cmd|' /C calc'!A0")

    assert "xa001,'@SUM(1+1)*cmd|" in _codes(preview)
