"""What is owed, as figures: the same four words wherever fees are summed up."""

from django.utils.translation import gettext as _

from core.contracts.fees import FeeSums
from core.ui.components.facts import Figure, Figures


def fee_figures(sums: FeeSums, url: str = "") -> Figures:
    """Charged, paid, open, and how many lines have no price; each opens ``url``."""
    return Figures(
        _("费用"),
        (
            _yuan(_("应收"), sums.charged_fen, url),
            _yuan(_("已收"), sums.paid_fen, url),
            _yuan(_("未收"), sums.open_fen, url),
            Figure(_("未规定标准"), f"{sums.not_set:,}", measure=_("项"), url=url),
        ),
    )


def _yuan(word: str, fen: int, url: str) -> Figure:
    return Figure(word, f"{fen // 100:,}.{fen % 100:02d}", measure=_("元"), url=url)
