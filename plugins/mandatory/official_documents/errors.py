"""Everything this module refuses."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class DocumentRefused(DomainError):
    """The base of this module's refusals."""

    code = "official_documents_refused"


class NotDeclaredUnclassified(DocumentRefused):
    """The drafter did not declare that the document holds nothing classified."""

    code = "not_declared_unclassified"
    status = 422
    message = _("请勾选“本件不涉密，也不是中央文件”。涉密文件和中央文件不得进入本平台。")


class OrganNotOurs(DocumentRefused):
    """The issuing organ is not hosted by this unit."""

    code = "organ_not_ours"
    status = 422
    message = _("所选发文机关不在本单位。请从本单位的发文机关中选择。")


class DocumentChanged(DocumentRefused):
    """Someone saved another version meanwhile; nothing of it was overwritten."""

    code = "document_changed"
    message = _("这份文稿已被他人修改（现为第 %(version)s 版），您的修改没有保存。请刷新后再改。")


class NotInThisState(DocumentRefused):
    """The act does not fit where the document stands."""

    code = "not_in_this_state"
    message = _("“%(title)s”现在是“%(state)s”，不能%(act)s。请刷新页面查看最新情况。")


class NobodyAddressed(DocumentRefused):
    """The type needs a main addressee."""

    code = "nobody_addressed"
    status = 422
    message = _("“%(type)s”必须有主送机关。请先选择主送单位。")


class SignerNotAllowed(DocumentRefused):
    """The chosen person may not sign here, or drafted it and is not the only one who may."""

    code = "signer_not_allowed"
    status = 422
    message = _(
        "%(name)s不能签发这份文稿：签发人须有签发权限，且不能是拟稿人本人（本单位仅一人有签发权限的除外）。"
    )


class NotTheSigner(DocumentRefused):
    """The document waits for somebody else's signature."""

    code = "not_the_signer"
    status = 403
    message = _("这份文稿由%(name)s签发，您不能代为办理。")


class OpinionRequired(DocumentRefused):
    """A document is not sent back without a word."""

    code = "opinion_required"
    status = 422
    message = _("退回时请写明理由，便于拟稿人修改。")


class NumberCodeUnfit(DocumentRefused):
    """The code is not one of the issuing organ's for this type and year."""

    code = "number_code_unfit"
    status = 422
    message = _(
        "代字“%(code)s”不能用于%(organ)s的%(type)s。请选用本机关有效的代字，或请管理员设置。"
    )


class TextNotAsSigned(DocumentRefused):
    """The text is not the one that was signed."""

    code = "text_not_as_signed"
    message = _("“%(title)s”的内容与签发时不一致，不能分发。请退回拟稿人核对后重新签发。")


class TokenUsed(DocumentRefused):
    """The request's token belongs to an act on another document."""

    code = "token_used"
    status = 422
    message = _("这次提交的编号已用于另一份公文。请刷新页面后再办理。")


class AttachmentNotThere(DocumentRefused):
    """The attachment was removed meanwhile, or never belonged to the document."""

    code = "attachment_not_there"
    status = 404
    message = _("没有找到这个附件。")
