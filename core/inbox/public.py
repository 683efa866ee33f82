"""What modules may use of the inbox: put a matter before people, and take it away again."""

from core.inbox.models import Kind
from core.inbox.services import Matter, finish, put, read_by, settle, withdraw

__all__ = ["Kind", "Matter", "finish", "put", "read_by", "settle", "withdraw"]
