"""The manifest is read without running code, and every fault in it is named."""

from pathlib import Path

import pytest
from packaging.version import Version

from core.modules.manifest import ManifestRefused, read_manifest

GOOD = """\
name = "rooms"
version = "1.2.0"
title = "会议室"
title_en = "Meeting rooms"
summary = "预订会议室"
summary_en = "Books meeting rooms"
layer = "optional"
category = "meetings"
core = ">=0.1,<1"
icon = "calendar"
slots = ["workbench_card"]

[needs]
modules = ["contacts>=1.0"]
contracts = ["people"]

[[permissions]]
code = "rooms.view"
title = "查看会议室"
title_en = "See the rooms"

[price]
county_four = 120000

[[data]]
what = "预订记录"
what_en = "Bookings"
keep = "5 years"
personal = true
"""


@pytest.fixture
def written(tmp_path):
    def write(*changes: tuple[str, str], text: str = GOOD) -> Path:
        for old, new in changes:
            assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
            text = text.replace(old, new)
        (tmp_path / "module.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def refused(folder: Path):
    with pytest.raises(ManifestRefused) as caught:
        read_manifest(folder)
    return caught.value.findings


def test_a_complete_manifest_is_read(written):
    manifest = read_manifest(written())

    assert manifest.label == "mod_rooms"
    assert manifest.permission_codes == {"rooms.view"}
    assert manifest.price == {"county_four": 120000}
    assert [str(need) for need in manifest.needs.required()] == ["contacts>=1.0"]


def test_a_module_without_a_price_is_in_the_admission(written):
    manifest = read_manifest(written(("[price]\ncounty_four = 120000\n", "")))

    assert manifest.price is None


@pytest.mark.parametrize(
    ("core", "fits"), [("0.1.0", True), ("0.9", True), ("1.0", False), ("0.2rc1", True)]
)
def test_a_module_says_which_core_it_was_written_for(written, core, fits):
    assert read_manifest(written()).fits(Version(core)) is fits


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('name = "rooms"', 'name = "Rooms"', "manifest_name", 1),
        ('name = "rooms"', 'name = "a__b"', "manifest_name", 1),
        ('name = "rooms"', f'name = "{"r" * 31}"', "manifest_name", 1),
        ('name = "rooms"', 'name = "x\'; drop"', "manifest_name", 1),
        ('name = "rooms"', 'name = "api"', "manifest_name_reserved", 1),
        ('version = "1.2.0"', 'version = "new"', "manifest_version", 2),
        ('version = "1.2.0"', 'version = "v1.2"', "manifest_version", 2),
        ('layer = "optional"', 'layer = "city"', "manifest_value", 7),
        ('category = "meetings"', 'category = "fun"', "manifest_category", 8),
        ('core = ">=0.1,<1"', 'core = "new"', "manifest_core", 9),
        ('core = ">=0.1,<1"', 'core = ""', "manifest_core", 9),
        ('icon = "calendar"\n', "", "manifest_key_missing", 0),
        ('icon = "calendar"', 'icon = "calendar"\ncolour = "red"', "manifest_key_unknown", 11),
        ('["workbench_card"]', '["footer"]', "manifest_slot", 11),
        ('"contacts>=1.0"', '"Contacts!"', "manifest_need", 14),
        ('"contacts>=1.0"', '"rooms"', "manifest_needs_itself", 0),
        ('contracts = ["people"]', 'contracts = ["wishes"]', "manifest_contract", 15),
        ('code = "rooms.view"', 'code = "cars.view"', "manifest_permission", 0),
        ('code = "rooms.view"', 'code = "rooms"', "manifest_permission", 0),
        ('title_en = "See the rooms"\n', "", "manifest_key_missing", 17),
        ('title_en = "See the rooms"', 'title_en = "x"\nroles = ["king"]', "manifest_role", 21),
        ("county_four = 120000", "county_four = -1", "manifest_price", 22),
        ("county_four = 120000", "county_four = 1.5", "manifest_value", 23),
        ("county_four = 120000", "palace = 1", "manifest_fee_class", 22),
        ('keep = "5 years"', 'keep = "long"', "manifest_period", 28),
    ],
)
def test_each_fault_has_its_code_and_place(written, old, new, code, line):
    folder = written((old, new))

    assert [(one.code, one.path, one.line) for one in refused(folder)] == [
        (code, folder / "module.toml", line)
    ]


def test_a_fault_names_key_value_and_way_out(written):
    [finding] = refused(written(('category = "meetings"', 'category = "fun"')))

    assert finding.message == (
        "“category”的值“fun”不在分类之内。请从中选一个："
        "documents, meetings, supervision, approvals, people, assets, information, other。"
    )


def test_all_faults_are_told_at_once(written):
    findings = refused(written(('version = "1.2.0"', 'version = "x"'), ('"5 years"', '"long"')))

    assert [finding.code for finding in findings] == ["manifest_version", "manifest_period"]


def test_a_permission_may_not_be_declared_twice(written):
    twice = '[price]\n[[permissions]]\ncode = "rooms.view"\ntitle = "x"\ntitle_en = "x"\n'

    [finding] = refused(written(("[price]\ncounty_four = 120000\n", twice)))

    assert finding.code == "manifest_permission_twice"


def test_a_missing_file_is_named(tmp_path):
    [finding] = refused(tmp_path)

    assert (finding.code, finding.path) == ("manifest_absent", tmp_path / "module.toml")


def test_broken_toml_names_the_line(written):
    [finding] = refused(written(text='name = "rooms"\nversion = = 2\n'))

    assert (finding.code, finding.line) == ("manifest_not_toml", 2)


def test_a_file_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "module.toml").write_bytes('title = "会议室"'.encode("gb18030"))

    [finding] = refused(tmp_path)

    assert finding.code == "manifest_unreadable"
