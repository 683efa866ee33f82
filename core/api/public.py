"""What a module's ``api.py`` needs, beside the rules of ``core.web.access``."""

from core.api.once import act_token
from core.api.operations import operation
from core.api.views import UnitAPIView

__all__ = ["UnitAPIView", "act_token", "operation"]
