"""The shared tables of identity."""

from core.identity.models.account import Account, CityRoleAssignment
from core.identity.models.device import Device
from core.identity.models.door import ActivationCode, LoginAttempt, Session
from core.identity.models.grants import AdministratorRequest, RequestState, SecurityEvent
from core.identity.models.post import Post, PostState
from core.identity.models.proofs import PasswordReset, RecoveryCode

__all__ = [
    "Account",
    "ActivationCode",
    "AdministratorRequest",
    "CityRoleAssignment",
    "Device",
    "LoginAttempt",
    "PasswordReset",
    "Post",
    "PostState",
    "RecoveryCode",
    "RequestState",
    "SecurityEvent",
    "Session",
]
