"""模块管理: the plan first, then the act; what is not installed is not there."""

import pytest
from django.utils import timezone

from core.context import open_city, open_unit
from core.modules.models import InstallState, ModuleFault, ModuleInstall
from core.modules.public import registry
from installer.plans import Act, make_plan
from installer.testing.people import browser_of

LIST = "/u/parks/modules/"
BULLETIN = f"{LIST}bulletin/"


@pytest.fixture
def administrator(alice):
    return browser_of(alice)


def _state(code="parks", module="bulletin"):
    with open_city():
        row = ModuleInstall.objects.filter(unit__code=code, module=module).first()
        return row.state if row else None


def test_the_list_shows_what_is_used_and_what_may_be_installed(administrator):
    page = administrator.get(LIST).content.decode()

    used, _middle, others = page.partition("可以安装的模块")
    assert ("公文管理" in used, "通知公告" in used) == (True, False)
    assert ("公文管理" in others, "通知公告" in others) == (False, True)


def test_the_plan_comes_before_the_act_and_changes_nothing(administrator):
    page = administrator.get(f"{BULLETIN}install/").content.decode()

    assert "mod_bulletin_notice" in page
    assert "bulletin.publish" in page
    assert _state() is None


def test_a_module_is_installed_and_its_pages_are_there(administrator):
    assert administrator.get("/u/parks/m/bulletin/").status_code == 404

    answer = administrator.post(f"{BULLETIN}install/")

    assert answer.status_code == 302
    assert _state() == "active"
    assert administrator.get("/u/parks/m/bulletin/").status_code == 200
    assert _state("taxes") is None


def test_a_double_click_installs_once(administrator):
    first, second = (administrator.post(f"{BULLETIN}install/") for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 302)
    assert _state() == "active"


def test_a_module_is_switched_off_and_on_and_removed_with_its_data_kept(administrator):
    administrator.post(f"{BULLETIN}install/")

    administrator.post(f"{BULLETIN}disable/")
    assert (_state(), administrator.get("/u/parks/m/bulletin/").status_code) == ("disabled", 404)
    administrator.post(f"{BULLETIN}enable/")
    assert _state() == "active"
    administrator.post(f"{BULLETIN}uninstall/")
    assert _state() == "kept"


def test_data_is_deleted_only_when_the_modules_name_is_typed(administrator):
    administrator.post(f"{BULLETIN}install/")
    administrator.post(f"{BULLETIN}uninstall/")

    refused = administrator.post(f"{BULLETIN}purge/", {"typed_name": "通知"})
    assert (refused.status_code, _state()) == (422, "kept")
    administrator.post(f"{BULLETIN}purge/", {"typed_name": "通知公告"})

    assert _state() is None


def test_a_mandatory_module_offers_no_removal(administrator):
    page = administrator.get(f"{LIST}official_documents/").content.decode()

    assert "official_documents/uninstall/" not in page
    assert administrator.post(f"{LIST}official_documents/uninstall/").status_code == 404
    assert _state(module="official_documents") == "active"


def test_an_act_that_is_over_is_not_offered_again(administrator):
    administrator.post(f"{BULLETIN}install/")

    page = administrator.get(f"{BULLETIN}install/").content.decode()

    assert "已经办过" in page


def test_staff_may_not_and_other_units_cannot(bob, charlie, administrator):
    assert browser_of(bob).get(LIST).status_code == 403
    assert browser_of(bob).post(f"{BULLETIN}install/").status_code == 403
    assert browser_of(charlie).post(f"{BULLETIN}install/").status_code == 404
    assert _state() is None


def test_unknown_modules_and_acts_are_not_there(administrator):
    for path in (f"{LIST}nothing/", f"{LIST}nothing/install/", f"{BULLETIN}explode/"):
        assert administrator.get(path).status_code == 404


def test_a_fault_is_shown_and_forgotten_on_request(administrator, parks):
    administrator.post(f"{BULLETIN}install/")
    with open_unit(parks):
        ModuleFault.objects.create(
            unit_id=parks.id, module="bulletin", hook="workbench_cards", kind="raised",
            detail="ValueError('x')", failures=5, last_at=timezone.now(), off_at=timezone.now(),
        )  # fmt: skip
    assert "出错 5 次" in administrator.get(LIST).content.decode()

    administrator.post(f"{BULLETIN}ask-again/")

    assert "出错 5 次" not in administrator.get(LIST).content.decode()


def test_a_plan_names_what_is_needed_first_and_what_is_in_the_way(monkeypatch):
    class Needy:
        """A registry in which the bulletin needs the documents."""

        def __init__(self):
            found = registry()
            manifest = found["bulletin"].manifest
            needs = manifest.needs.model_copy(update={"modules": ("official_documents",)})
            needy = type(found["bulletin"])(
                manifest.model_copy(update={"needs": needs}),
                "p",
                found["bulletin"].folder,
                "a",
                "o",
            )
            self.all = {"official_documents": found["official_documents"], "bulletin": needy}

        def __iter__(self):
            return iter(self.all.values())

        def __getitem__(self, name):
            return self.all[name]

    def plan(act, name, **states):
        return make_plan(act, name, modules=Needy(), states=states, fee_class="township")

    installed = plan(Act.INSTALL, "bulletin")
    assert [m.name for m in installed.first] == ["official_documents"]
    ready = plan(Act.INSTALL, "bulletin", official_documents=InstallState.ACTIVE)
    assert ready.first == ()
    blocked = plan(Act.DISABLE, "official_documents", bulletin=InstallState.ACTIVE)
    assert ([m.name for m in blocked.in_the_way], blocked.is_possible) == (["bulletin"], False)
