"""A module in a unit: put in, switched off, taken out, brought back, dropped: wholly or not."""

import threading

import pytest
from django.db import ProgrammingError, connection, connections

from core.context import open_city, open_unit
from core.modules.models import ModuleInstall
from tenancy.ddl.fingerprint import catalogue
from tenancy.errors import ModuleIsMandatory, ModuleNotThere, UnitNotActive, UnknownModule
from tenancy.fleet import restore, suspend
from tenancy.modules import disable, enable, install, uninstall, upgrade
from tenancy.provision import blueprint

TABLE = "mod_bulletin_notice"


def _tables(unit):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class"
            " WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r'",
            [unit.schema],
        )
        return {name for (name,) in cursor.fetchall()}


def _state(unit):
    with open_city():
        row = ModuleInstall.objects.filter(unit_id=unit.id, module="bulletin").first()
        return row and row.state


def _rows(unit):
    with open_unit(unit), connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        return cursor.fetchone()[0]


def _write_row(unit):
    with open_unit(unit), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {TABLE} (id, category, title, body, pinned, publisher_id, publisher_name,"
            " publisher_title, published_at, token) SELECT gen_random_uuid(), 'notice', '周五',"
            " '学习', false, id, name, title, now(), gen_random_uuid() FROM member LIMIT 1"
        )


def test_the_tables_exist_only_in_the_unit_that_installed_it(parks, taxes):
    assert install("parks", "bulletin") is True

    assert TABLE in _tables(parks)
    assert TABLE not in _tables(taxes)
    assert (_state(parks), _state(taxes)) == ("active", None)


def test_installing_again_changes_nothing(parks):
    install("parks", "bulletin")

    assert install("parks", "bulletin") is False


def test_two_administrators_at_once_install_it_once(parks):
    outcomes, barrier = [], threading.Barrier(2)

    def one():
        barrier.wait()
        outcomes.append(install("parks", "bulletin"))
        connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == [False, True]


def test_switched_off_and_on_again_it_has_its_rows(parks):
    install("parks", "bulletin")
    _write_row(parks)

    disable("parks", "bulletin")
    assert _state(parks) == "disabled"

    enable("parks", "bulletin")
    assert (_state(parks), _rows(parks)) == ("active", 1)


def test_taken_out_the_unit_cannot_reach_its_tables_and_they_are_kept(parks):
    install("parks", "bulletin")
    _write_row(parks)

    uninstall("parks", "bulletin")

    assert (_state(parks), TABLE in _tables(parks)) == ("kept", False)
    with open_unit(parks), pytest.raises(ProgrammingError):
        connection.cursor().execute(f'SELECT * FROM "k_{parks.id.hex}".{TABLE}')


def test_brought_back_it_has_its_rows(parks):
    install("parks", "bulletin")
    _write_row(parks)
    uninstall("parks", "bulletin")

    install("parks", "bulletin")

    assert (_state(parks), _rows(parks)) == ("active", 1)


def test_purged_nothing_is_left_and_other_tables_are_untouched(parks):
    before = _tables(parks)
    install("parks", "bulletin")

    uninstall("parks", "bulletin", purge=True)

    assert (_tables(parks), _state(parks)) == (before, None)


def test_kept_data_can_be_purged_too(parks):
    install("parks", "bulletin")
    uninstall("parks", "bulletin")

    uninstall("parks", "bulletin", purge=True)

    assert _state(parks) is None


def test_a_failure_inside_leaves_neither_tables_nor_ledger(parks):
    with connections["ddl"].cursor() as cursor:
        cursor.execute(f'CREATE TABLE "{parks.schema}".mod_bulletin_reading (id uuid)')

    with pytest.raises(ProgrammingError, match="already exists"):
        install("parks", "bulletin")

    assert (TABLE in _tables(parks), _state(parks)) == (False, None)


def test_append_only_tables_refuse_changes_by_the_unit_itself(parks):
    install("parks", "bulletin")

    for act in ("UPDATE mod_bulletin_reading SET read_at = now()", "DELETE FROM audit_entry"):
        with pytest.raises(ProgrammingError, match="permission denied"), open_unit(parks):
            connection.cursor().execute(act)


def test_every_act_leaves_a_line_in_the_units_trail(parks):
    install("parks", "bulletin")
    uninstall("parks", "bulletin", purge=True)

    with open_unit(parks), connection.cursor() as cursor:
        cursor.execute("SELECT action FROM audit_entry WHERE action LIKE 'modules.%' ORDER BY at")
        assert [action for (action,) in cursor.fetchall()] == ["modules.install", "modules.purge"]


def test_an_unknown_module_is_named(parks):
    with pytest.raises(UnknownModule):
        install("parks", "no_such_module")


def test_enabling_what_was_never_installed_is_refused(parks):
    with pytest.raises(ModuleNotThere):
        enable("parks", "bulletin")


def test_in_a_suspended_unit_nothing_is_installed(parks):
    suspend("parks", reason="测试")
    with pytest.raises(UnitNotActive):
        install("parks", "bulletin")

    restore("parks", reason="测试")
    assert install("parks", "bulletin") is True


def test_upgrading_what_is_current_changes_nothing(parks):
    install("parks", "bulletin")

    assert upgrade("parks", "bulletin") is False


def test_a_mandatory_module_stays(parks):
    mandatory = [name for name, _, _ in blueprint().levels if name != "kernel"]
    for name in mandatory:
        with pytest.raises(ModuleIsMandatory):
            uninstall("parks", name)
    assert catalogue(connections["owner"], parks.schema)
