"""What the rest of the platform may ask of identity. Everything runs in the city's transaction.

Modules do not come here: who acts reaches them as ``Person``.
"""

from core.identity.city_roles import CITY_PERMISSIONS, CityRole
from core.identity.log_in_names import clean_mobile, clean_staff_number
from core.identity.services.accounts import (
    disable_account,
    end_sessions,
    set_second_factor,
)
from core.identity.services.activation import (
    activate_accounts,
    first_codes_of,
    issue_codes,
    new_code,
)
from core.identity.services.admission import Admission, Newcomer, admit
from core.identity.services.authority import assign_city_role
from core.identity.services.cleaning import forget_expired
from core.identity.totp import digits_at, new_secret, readable

__all__ = [
    "CITY_PERMISSIONS",
    "Admission",
    "CityRole",
    "Newcomer",
    "activate_accounts",
    "admit",
    "assign_city_role",
    "clean_mobile",
    "clean_staff_number",
    "digits_at",
    "disable_account",
    "end_sessions",
    "first_codes_of",
    "forget_expired",
    "issue_codes",
    "new_code",
    "new_secret",
    "readable",
    "set_second_factor",
]
