"""What modules may use of the inbox."""

from core.inbox.models import Kind
from core.inbox.services import Matter, put, settle

__all__ = ["Kind", "Matter", "put", "settle"]
