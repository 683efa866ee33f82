"""The shared tables of identity."""

from core.identity.models.account import Account, CityRoleAssignment
from core.identity.models.door import ActivationCode, LoginAttempt, Session
from core.identity.models.post import Post, PostState
from core.identity.models.proofs import RecoveryCode

__all__ = [
    "Account",
    "ActivationCode",
    "CityRoleAssignment",
    "LoginAttempt",
    "Post",
    "PostState",
    "RecoveryCode",
    "Session",
]
