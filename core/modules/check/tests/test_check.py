"""Each rule, broken on purpose in a copy of a good module, is named with its place."""

import shutil
from pathlib import Path

import pytest

from core.modules.check.run import NoSuchModule, check_files, check_module
from core.modules.check.source import Source
from core.modules.manifest import read_manifest
from core.modules.rules import RULES
from core.settings.environment import PROJECT

PO = "locale/en/LC_MESSAGES/django.po"
GOOD = PROJECT / "tests/sample_modules/good_package/src/city_canteen"


@pytest.fixture
def canteen(tmp_path):
    """A copy of the good module, for breaking."""
    folder = tmp_path / "city_canteen"
    shutil.copytree(GOOD, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replaces ``old`` once, or adds to the end; the line where the new text begins."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text() if path.exists() else ""
    if old:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new))
        return text.count("\n", 0, text.index(old)) + 1
    path.write_text(text + new)
    return text.count("\n") + 1


def line_of(path: Path, text: str) -> int:
    whole = path.read_text()
    return whole.count("\n", 0, whole.index(text)) + 1


def static(folder: Path):
    """The broken rules that the files alone show."""
    source = Source(folder, folder.name, read_manifest(folder))
    found = {
        (one.code, one.path.relative_to(folder).as_posix(), one.line) for one in check_files(source)
    }
    return sorted(found)


def test_the_good_module_breaks_no_rule(canteen):
    assert check_module(str(canteen)) == []


PAGE = "templates/canteen_menu/next.html"
APPS = "from django.apps import apps\n"
ADDED = [
    ("services.py", "from core.people.models import Member\n", "import_not_public"),
    ("services.py", "from core.people import models\n", "import_not_public"),
    ("services.py", "import tenancy.provision\n", "import_not_public"),
    ("services.py", "import core.settings.django\n", "import_not_public"),
    ("services.py", "from plugins.optional.rooms import services\n", "import_of_other_module"),
    ("services.py", "from city_canteen.views import menus\n", "import_upwards"),
    ("services.py", "from city_canteen import tasks\n", "import_upwards"),
    ("services.py", "def f():\n    from city_canteen import hooks\n", "import_upwards"),
    ("migrations/0001_menus_and_orders.py", "from city_canteen import models\n", "import_upwards"),
    ("services.py", "from .models import Menu as M\n", "import_relative"),
    ("services.py", APPS + "apps.get_model('people.Member')\n", "get_model_of_other"),
    ("services.py", APPS + "apps.get_model('units', 'Unit')\n", "get_model_of_other"),
    ("views.py", "redirect('meetings:list')\n", "url_of_other_module"),
    ("views.py", "X = '食堂'\n", "text_not_translatable"),
    ("views.py", "X = f'第{1}号'\n", "text_not_translatable"),
    ("views.py", "X = 'canteen_menu.cook'\n", "permission_undeclared"),
    ("views.py", "requires('meetings.view')\n", "permission_foreign"),
    ("errors.py", "X = _('新的一句')\n", "translation_missing"),
    ("apps.py", "print('hello')\n", "app_config_code"),
    ("__init__.py", "import os\n", "init_has_code"),
    (PAGE, "{% url 'meetings:list' %}\n", "url_of_other_module"),
    (PAGE, "{% include 'meetings/x.html' %}\n", "template_of_other"),
    (PAGE, "{% static 'meetings/x.css' %}\n", "template_of_other"),
    (PAGE, "<script>alert(1)</script>\n", "inline_script"),
    (PAGE, "<p onclick='x()'>\n", "inline_script"),
    (PAGE, "<p style='color: red'>\n", "inline_style"),
    (PAGE, "<p>食堂</p>\n", "text_not_translatable"),
    (PAGE, "{% translate '从未译过' %}\n", "translation_missing"),
    (PAGE, "{{ x|default:_('从未译过') }}\n", "translation_missing"),
    (PAGE, "{% if 'canteen_menu.cook' in x %}{% endif %}", "permission_undeclared"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "text", "code"), ADDED, ids=lambda value: str(value)[:40])
def test_a_line_that_breaks_a_rule_is_named(canteen, file, text, code):
    line = change(canteen, file, "", text)
    line += len(text.splitlines()) - 1

    assert static(canteen) == [(code, file, line)]


def test_what_is_chinese_by_law_may_say_so(canteen):
    change(canteen, "views.py", "", "X = '号'  # untranslated: the form of a number\n")

    assert static(canteen) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code", "shift"),
    [
        ("models.py", "    .. no_pii:\n", "", "pii_mark_missing", -3),
        ("README.md", "## Settings\n", "", "readme_section_missing", None),
        ("permissions.py", '"canteen_menu.publish"', '"x"', "permission_unnamed", None),
        (PO, 'msgstr "Day"', 'msgstr ""', "translation_missing", None),
        (
            PO,
            "The menu of %(day)s is",
            "The menu is",
            "translation_placeholders",
            None,
        ),
    ],
)  # fmt: skip
def test_something_taken_away_is_missed(canteen, file, old, new, code, shift):
    line = change(canteen, file, old, new)

    [(found, _path, at)] = static(canteen)

    assert found == code
    assert shift is None or at == line + shift


@pytest.mark.parametrize("name", ["README.md", "hooks.py", "apps.py", "tests"])
def test_a_missing_file_is_named(canteen, name):
    path = canteen / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()

    assert ("file_missing", name, 0) in static(canteen)


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "common/__init__.py", "notes.txt"])
def test_a_file_outside_the_form_is_refused(canteen, name):
    change(canteen, name, "", '"""Odds and ends."""\n')

    assert static(canteen) == [("file_undeclared", name.split("/")[0], 0)]


@pytest.mark.parametrize("kind", ["template", "static"])
def test_a_file_under_a_foreign_name_is_refused(canteen, kind):
    folder = {"template": "templates", "static": "static"}[kind]
    change(canteen, f"{folder}/meetings/list.html", "", "<p>")

    assert static(canteen) == [(f"{kind}_outside_folder", f"{folder}/meetings", 0)]


@pytest.mark.parametrize("stem", ["0002_auto_2026", "0002_initial", "0002_menu_auto_2", "x"])
def test_a_migration_without_a_name_of_its_own_is_refused(canteen, stem):
    change(canteen, f"migrations/{stem}.py", "", '"""Nothing."""\n')

    assert static(canteen) == [("migration_unnamed", f"migrations/{stem}.py", 0)]


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ("migrations.RunPython(f, g)", "migration_runs_code"),
        ("migrations.RunSQL('DROP TABLE x')", "migration_irreversible"),
        ("AddIndexConcurrently('x', 1)", "migration_not_atomic"),
        ("atomic = False", "migration_not_atomic"),
    ],
)
def test_a_migration_that_cannot_go_back_or_stand_alone_is_refused(canteen, step, code):
    change(canteen, "migrations/0002_more.py", "", f"{step}\n")

    assert static(canteen) == [(code, "migrations/0002_more.py", 1)]


def test_broken_python_is_named_before_all_else(canteen):
    line = change(canteen, "views.py", "", "def (:\n")

    [finding] = check_module(str(canteen))

    assert (finding.code, finding.path.name, finding.line) == ("python_broken", "views.py", line)


def test_what_only_shows_when_loaded_is_named_with_its_line(canteen):
    """Keys, hooks, views and migrations, all in one load: loading takes seconds."""
    models, no_key = canteen / "models.py", "models.ForeignKey(on_delete=models.PROTECT, to="
    shared = change(
        canteen, "models.py", "    closed = ", f"    unit = {no_key}'units.Unit')\n    closed = "
    )
    kernel = change(
        canteen, "models.py", "    member = KernelForeignKey(", f"    member = {no_key}"
    )
    change(canteen, "models.py", '        ordering = ("served_on",)', '        db_table = "menu"')
    stray = change(canteen, "models.py", "", "class Stray(models.Model):\n    '.. no_pii:'\n")
    view = change(canteen, "views.py", "@requires(permissions.VIEW)\ndef menus", "def menus")
    change(canteen, "module.toml", '"unit_page"]', '"register_column"]')

    found = {(one.code, one.path.name, one.line) for one in check_module(str(canteen))}

    assert found == {
        ("key_to_shared_table", "models.py", shared),
        ("key_to_kernel", "models.py", kernel),
        ("table_misnamed", "models.py", line_of(models, "class Menu(")),
        ("model_not_unit", "models.py", stray),
        ("migration_outstanding", "models.py", 0),
        ("view_without_access", "views.py", view),
        ("slot_undeclared", "module.toml", 0),
        ("slot_unfilled", "module.toml", 0),
    }


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("hooks.py", "\n\n@hookimpl\ndef menu_itens(person):\n    return []\n", "hooks_broken"),
        ("models.py", "\n\nraise RuntimeError('no')\n", "package_broken"),
        ("apps.py", "\n\nraise RuntimeError('no')\n", "package_broken"),
        ("urls.py", "\n\nraise RuntimeError('no')\n", "urls_broken"),
        ("tasks.py", "\n\nraise RuntimeError('no')\n", "package_broken"),
        ("tasks.py", "\n\nimport os\nos._exit(3)\n", "module_unloadable"),
    ],
)
def test_a_module_that_does_not_load_is_told_so(canteen, file, text, code):
    change(canteen, file, "", text)

    assert code in {one.code for one in check_module(str(canteen))}


def test_a_key_to_another_module_is_refused(canteen, tmp_path):
    other = tmp_path / "city_other"
    shutil.copytree(canteen, other)
    for path in other.rglob("*.*"):
        text = path.read_text()
        path.write_text(text.replace("city_canteen", "city_other").replace("canteen_menu", "other"))
    (other / "templates/canteen_menu").rename(other / "templates/other")
    line = change(
        canteen,
        "models.py",
        "    dishes = models",
        "    elsewhere = models.ForeignKey('mod_other.Menu', models.PROTECT)\n    dishes = models",
    )

    found = [one for one in check_module(str(canteen)) if one.code == "key_to_other_module"]

    assert [(one.path.name, one.line) for one in found] == [("models.py", line)]


def test_a_faulty_manifest_comes_alone(canteen):
    change(canteen, "module.toml", '"1.2.0"', '"new"')

    assert [one.code for one in check_module(str(canteen))] == ["manifest_version"]


def test_the_root_of_a_packaged_module_will_do(tmp_path):
    assert check_module(str(GOOD.parents[1])) == []


def test_what_is_no_module_is_refused(tmp_path):
    with pytest.raises(NoSuchModule, match="没有找到模块"):
        check_module(str(tmp_path))


def test_every_code_has_its_sentence():
    for code, sentence in RULES.items():
        assert str(sentence).endswith("。"), code
