"""What a person types about a document. Forms clean; they never save."""

from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from core.contracts.urgency import Urgency
from core.errors import InvalidInput
from core.people.public import MemberLine, PersonField, PickedPerson
from core.units.public import NumberCode, Organ
from plugins.mandatory.official_documents.models import DocumentType
from plugins.mandatory.official_documents.permissions import SIGN


class TokenForm(forms.Form):
    """An act that is to happen once: the token was drawn when its page was shown."""

    token = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": uuid4(), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)

    @staticmethod
    def fresh() -> dict[str, str]:
        """The hidden field for a question that has no form of its own."""
        return {"token": str(uuid4())}

    @classmethod
    def token_of(cls, posted: QueryDict) -> UUID:
        """The token of a request that brings nothing else."""
        form = cls(posted)
        if not form.is_valid():
            raise InvalidInput
        token: UUID = form.cleaned_data["token"]
        return token


class DraftForm(TokenForm):
    """The text of a document; its recipients are picked beside it."""

    organ_id = forms.TypedChoiceField(label=_("发文机关"), coerce=UUID)
    doc_type = forms.ChoiceField(label=_("文种"), choices=DocumentType.choices, initial="notice")
    urgency = forms.ChoiceField(label=_("紧急程度"), choices=Urgency.choices, required=False)
    title = forms.CharField(
        label=_("标题"),
        max_length=200,
        help_text=_("一般写成“发文机关+关于……的+文种”，如“关于做好防汛工作的通知”。"),
    )
    body = forms.CharField(label=_("正文"), widget=forms.Textarea(attrs={"rows": 16}))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    declared = forms.BooleanField(
        label=_("密级：无。本件不涉密，也不是中央文件"),
        help_text=_("涉密文件和中央文件不得进入本平台，请走机要渠道。"),
        error_messages={"required": _("涉密文件和中央文件不得进入本平台；不涉密的，请勾选声明。")},
    )

    def __init__(self, *args: Any, organs: list[Organ], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("organ_id", [(str(organ.pk), organ.name) for organ in organs])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class SubmitForm(TokenForm):
    """Who is to sign."""

    signer_id = PersonField(label=_("签发人"), may=SIGN)

    def __init__(self, *args: Any, signers: list[MemberLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Where only one may sign, as in most townships, nobody has to look for him.
        self.fields["signer_id"].initial = signers[0].member_id if len(signers) == 1 else None

    def clean_signer_id(self) -> UUID:
        """The member who is to sign."""
        signer: PickedPerson = self.cleaned_data["signer_id"]
        return signer.member_id


class DecisionForm(TokenForm):
    """The signer's opinion; the button that was pressed says what it is worth."""

    SIGN: ClassVar[str] = "sign"
    RETURN: ClassVar[str] = "return"

    opinion = forms.CharField(
        label=_("签发意见"),
        required=False,
        max_length=500,
        help_text=_("同意时可不填；退回时请写明理由。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    decision = forms.ChoiceField(choices=[("sign", "sign"), ("return", "return")])


class NumberForm(TokenForm):
    """Under which code the document is numbered."""

    code = forms.ChoiceField(label=_("发文代字"))

    def __init__(self, *args: Any, codes: list[NumberCode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code.text, code.text) for code in codes]
        self.fields["code"].choices = choices  # type: ignore[attr-defined]


class FileForm(forms.Form):
    """One attachment."""

    file = forms.FileField(label=_("附件"))
