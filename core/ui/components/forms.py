"""Forms: a field with its label, help and error; the summary of errors; groups of fields."""

from dataclasses import dataclass
from typing import ClassVar

from django.forms import BaseForm, BoundField
from django.utils.safestring import SafeString

from core.ui.components.base import Component, Text
from core.ui.components.buttons import Button

#: Widgets that are several controls: their label is the legend of a group.
GROUPS = {"radioselect", "checkboxselectmultiple"}


@dataclass(frozen=True, slots=True)
class Field(Component):
    """One field of a Django form: label, help, control, error. Give it the bound field."""

    template: ClassVar[str] = "ui/components/field.html"

    bound: BoundField
    #: Width of the control in half-width characters' classes: "short", "medium" or "" (full).
    width: str = ""

    @property
    def shape(self) -> str:
        """How it is laid out: line, check (label after the box), group (legend) or hidden."""
        if self.bound.is_hidden:
            return "hidden"
        if self.bound.widget_type in GROUPS:
            return "group"
        return "check" if self.bound.widget_type == "checkbox" else "line"

    @property
    def required(self) -> bool:
        """Whether it must be filled in."""
        return self.bound.field.required


@dataclass(frozen=True, slots=True)
class FormErrors(Component):
    """What is wrong in a form, over it, with a link to each field; takes the focus."""

    template: ClassVar[str] = "ui/components/form_errors.html"

    form: BaseForm
    takes_focus: bool = True

    @property
    def fields(self) -> list[tuple[BoundField, str]]:
        """The visible fields that have errors, each with the control that its link leads to."""
        wrong = [bound for bound in self.form if bound.errors and not bound.is_hidden]
        return [(bound, bound.id_for_label or f"{bound.auto_id}_0") for bound in wrong]

    @property
    def hidden(self) -> list[BoundField]:
        """Hidden fields with errors: named here, there is nothing to link to."""
        return [bound for bound in self.form.hidden_fields() if bound.errors]


@dataclass(frozen=True, slots=True)
class FormFields(Component):
    """All fields of a form, one under the other, with the summary of errors over them.

    ``beside`` puts the labels to the left of the fields on a PC.
    """

    template: ClassVar[str] = "ui/components/form_fields.html"

    form: BaseForm
    beside: bool = False

    @property
    def parts(self) -> list[Field]:
        """The fields in the form's order."""
        return [Field(bound) for bound in self.form]


@dataclass(frozen=True, slots=True)
class PostForm(Component):
    """A whole form with its button; show it with ``{% component form %}`` (it needs the token).

    ``draft`` names it: what is typed is kept on this machine until the server has it. ``stay``
    is the way out without saving.
    """

    template: ClassVar[str] = "ui/components/post_form.html"

    form: BaseForm
    act: Button
    action: str = ""
    stay: str = ""
    draft: str = ""
    beside: bool = False

    @property
    def fields(self) -> FormFields:
        """The fields, with the summary of errors."""
        return FormFields(self.form, self.beside)


@dataclass(frozen=True, slots=True)
class Fieldset(Component):
    """Fields that belong together under a legend."""

    template: ClassVar[str] = "ui/components/fieldset.html"

    legend: Text
    content: SafeString
    help: Text = ""
