"""What the city office types to plan a reform: a title, a basis, a day, and steps."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.units.kinds import ReformAct
from core.units.reform import Abolish, Merge, Move, Part, Rename, Split
from core.units.reform.acts import Act

#: What each act needs beside its unit.
_NEEDS: dict[str, tuple[str, ...]] = {
    ReformAct.RENAME: ("name", "short_name"),
    ReformAct.MOVE: ("other",),
    ReformAct.MERGE: ("other",),
    ReformAct.SPLIT: ("code", "name", "short_name"),
    ReformAct.ABOLISH: (),
}


class ReformForm(forms.Form):
    """The reform as a whole."""

    title = forms.CharField(label=_("名称"), max_length=100)
    basis = forms.CharField(label=_("依据文件"), max_length=200, required=False)
    effective_on = forms.DateField(
        label=_("生效日期"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        initial=timezone.localdate,
    )


class StepForm(forms.Form):
    """One step: an act on one unit, with what the act needs."""

    act = forms.ChoiceField(label=_("事项"), choices=[("", "—"), *ReformAct.choices])
    unit = forms.CharField(label=_("单位代码"), max_length=32)
    other = forms.CharField(
        label=_("另一单位代码"),
        max_length=32,
        required=False,
        help_text=_("调整上级、合并：新的上级或并入的单位；撤销：下级单位的去处。"),
    )
    code = forms.CharField(
        label=_("新代码"), max_length=32, required=False, help_text=_("分设出的单位用。")
    )
    name = forms.CharField(
        label=_("新名称"), max_length=100, required=False, help_text=_("更名、分设用。")
    )
    short_name = forms.CharField(label=_("新简称"), max_length=50, required=False)
    keep_organs = forms.BooleanField(label=_("合并后保留其发文机关"), required=False)

    def clean(self) -> dict[str, Any]:
        """Every act has what it needs."""
        found = super().clean() or self.cleaned_data
        for field in _NEEDS.get(found.get("act", ""), ()):
            if not found.get(field):
                self.add_error(field, _("这一事项需要填写这一项。"))
        return found


StepForms = forms.formset_factory(StepForm, extra=3, max_num=30, absolute_max=30)


def acts_of(steps: Iterable[dict[str, Any]]) -> Sequence[Act]:
    """The acts of the filled-in steps; parts split off one unit in a row are one act."""
    acts: list[Act] = []
    for step in steps:
        act = _act(step)
        last = acts[-1] if acts else None
        if isinstance(act, Split) and isinstance(last, Split) and last.unit == act.unit:
            acts[-1] = replace(last, parts=(*last.parts, *act.parts))
        else:
            acts.append(act)
    return acts


def _act(step: dict[str, Any]) -> Act:
    unit, other = step["unit"], step["other"]
    if step["act"] == ReformAct.RENAME:
        return Rename(unit, step["name"], step["short_name"])
    if step["act"] == ReformAct.MOVE:
        return Move(unit, other)
    if step["act"] == ReformAct.MERGE:
        return Merge(unit, other, keep_organs=step["keep_organs"])
    if step["act"] == ReformAct.SPLIT:
        return Split(unit, (Part(step["code"], step["name"], step["short_name"]),))
    return Abolish(unit, children_to=other)
