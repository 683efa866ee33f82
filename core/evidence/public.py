"""What other parts may use of the evidence."""

from core.evidence.keys import public_key
from core.evidence.sealing import seal
from core.evidence.verify_trail import fingerprint

__all__ = ["fingerprint", "public_key", "seal"]
