"""What the evidence may refuse."""

from django.utils.translation import gettext_lazy as _

from core.errors import DomainError


class SigningKeyUnusable(DomainError):
    """The key that signs the trails is damaged or of another kind."""

    code = "signing_key_unusable"
    status = 503
    message = _(
        "审计签名密钥 %(path)s 无法读取。请从备份恢复该文件；更换密钥前的签名用新密钥不能核验。"
    )
