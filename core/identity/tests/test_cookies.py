"""The cookies that open something: for TLS and this host only, wherever TLS is spoken."""

import pytest

from core.settings.cookies import cookies
from core.settings.environment import Environment


@pytest.mark.parametrize(
    ("settings_of", "secure", "session"),
    [
        ({"CITYDESK_BIND": "127.0.0.1:8000"}, False, "citydesk"),
        ({"CITYDESK_BIND": "127.0.0.1:8000", "CITYDESK_BEHIND_TLS": "1"}, True, "__Host-citydesk"),
        ({"CITYDESK_BIND": "10.0.0.7:443"}, True, "__Host-citydesk"),
        ({"CITYDESK_BIND": "0.0.0.0:443"}, True, "__Host-citydesk"),
    ],
)
def test_outside_the_machine_cookies_are_bound_to_tls_and_host(settings_of, secure, session):
    made = cookies(Environment(_env_file=None, **settings_of))

    assert (made.secure, made.session) == (secure, session)
    assert made.csrf.startswith("__Host-") is secure
