"""What every page shares: scope, access, problems, frames.

The names below are what a module's views need.
"""

from core.web.access import public, requires, requires_city, signed_in

__all__ = ["public", "requires", "requires_city", "signed_in"]
