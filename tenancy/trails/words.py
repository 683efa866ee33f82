"""What verification finds, in words that an auditor understands."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_REASONS = {
    "altered": gettext_lazy("记录内容被改动"),
    "missing": gettext_lazy("记录被删除"),
    "unknown": gettext_lazy("记录不是由平台写入的"),
    "trail_missing": gettext_lazy("整个审计记录表不见了"),
    "block_altered": gettext_lazy("封存块被改动"),
    "block_missing": gettext_lazy("封存块被删除"),
    "block_chain_broken": gettext_lazy("封存块前后不衔接"),
    "checkpoint_altered": gettext_lazy("封存块与签名不符"),
    "checkpoint_missing": gettext_lazy("签名记录被删除"),
    "checkpoint_chain_broken": gettext_lazy("签名记录前后不衔接"),
    "checkpoint_rewritten": gettext_lazy("与以前导出的签名不一致：记录被整体重写"),
    "signature": gettext_lazy("签名不是本平台的密钥所签"),
}


def reason_text(reason: str) -> str:
    """The reason in the reader's language."""
    return str(_REASONS.get(reason, reason))


def trail_name(code: str | None) -> str:
    """What stands for a trail in a list: its unit's code, or the city."""
    return code or _("市级平台")
