"""Forms, windows and the unit picker. All content is made up."""

from django import forms
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from core.ui.components.base import Component
from core.ui.components.buttons import Button
from core.ui.components.dialogs import Confirm, Dialog
from core.ui.components.forms import Field, Fieldset, FormErrors, PostForm
from core.ui.components.persons import PersonPicker, PersonSource
from core.ui.components.trees import Collective, Picked, TreePicker
from core.ui.links import city_url
from core.ui.styleguide import sample_people, sample_tree
from core.ui.styleguide.specimen import Specimen


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="标题", max_length=60, help_text="不超过60字，不加书名号。")
    kind = forms.ChoiceField(
        label="文种", choices=[("", "请选择"), ("notice", "通知"), ("letter", "函")]
    )
    due_on = forms.DateField(label="办结期限", widget=forms.DateInput(attrs={"type": "date"}))
    urgency = forms.ChoiceField(
        label="紧急程度",
        choices=[("", "无"), ("urgent", "加急"), ("flash", "特急")],
        widget=forms.RadioSelect,
        required=False,
    )
    copies = forms.MultipleChoiceField(
        label="抄送",
        choices=[("a", "市纪委监委"), ("b", "市人大常委会办公室"), ("c", "市政协办公室")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    opinion = forms.CharField(
        label="意见", widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    annex = forms.FileField(label="附件", required=False, help_text="单个文件不超过50兆字节。")
    public = forms.BooleanField(label="主动公开", required=False)


def specimens() -> list[Specimen]:
    """Forms and what is filled in by more than one field."""
    right = SampleForm(prefix="right")
    wrong = SampleForm({"wrong-title": "字" * 61}, prefix="wrong")
    sheet = PostForm(right, Button("保存", kind="primary"), stay="#form", draft="x", beside=True)
    open_ = Field(SampleForm(prefix="group")["public"]).render()
    group = Fieldset("公开属性", open_, help="决定网站是否刊登。")
    return [
        Specimen("form", _("表单"), "PostForm(form, act, draft=…)", (sheet,)),
        Specimen("fieldset", _("分组"), '{% fieldset "…" %}…{% endfieldset %}', (group,)),
        Specimen(
            "errors",
            _("填写有误"),
            "{% form_errors form %} {% field form.title %}",
            (
                FormErrors(wrong, takes_focus=False),
                Field(wrong["title"]),
                Field(wrong["kind"], width="medium"),
            ),
        ),
        Specimen(
            "dialogs", _("窗口与确认"), "Confirm(id, title, action, act, …)", _windows(), "row"
        ),
        Specimen("tree", _("选择单位"), "TreePicker(name, label, nodes, …)", (_picker(),)),
        Specimen(
            "people",
            _("选择人员"),
            "PersonPicker(name, label, sources, …)",
            (_people("signer", "签发人"), _people("readers", "传阅", several=True)),
        ),
    ]


def _windows() -> tuple[Component, ...]:
    here = city_url("ui:styleguide")
    return (
        Button("常用语", opens="phrases"),
        Button("签收", kind="primary", opens="sign"),
        Button("卸载模块", kind="danger", opens="remove"),
        Dialog("phrases", "常用语", mark_safe("<p>同意。</p><p>已阅。</p><p>请按程序办理。</p>")),
        Confirm(
            "sign",
            "签收 3 份公文？",
            here,
            "签收",
            effects=("登入本单位收文簿，发文单位即可看到。",),
        ),
        Confirm(
            "remove",
            "卸载“值班管理”？",
            here,
            "卸载",
            effects=("停用 1 个菜单、3 个页面；", "保留 1,284 条值班记录，重新安装后可继续使用。"),
            type_name="示例镇人民政府",
            danger=True,
        ),
    )


def _picker() -> TreePicker:
    return TreePicker(
        name="recipients",
        label="主送",
        help="勾选只发给这一个单位；“含下级”发给它和它下面的所有单位。",
        nodes=sample_tree.children("00"),
        children_url=city_url("ui:sample_children"),
        search_url=city_url("ui:sample_search"),
        count_url=city_url("ui:sample_count"),
        collectives=(
            Collective("counties", "各区县（市）", 9),
            Collective("towns", "各乡镇（街道）", 180),
        ),
        picked=(
            Picked("under", "00-01", "甲县", 401, ("00",)),
            Picked("unit", "00-02", "乙县", 1, ("00",)),
        ),
    )


def _people(name: str, label: str, *, several: bool = False) -> PersonPicker:
    return PersonPicker(
        name=name,
        label=label,
        sources=(PersonSource("示例镇人民政府", city_url("ui:sample_people")),),
        picked=sample_people.picked() if several else (),
        shown=sample_people.everybody(),
        several=several,
        ordered=several,
    )
