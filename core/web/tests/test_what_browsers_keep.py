"""Business is on the screen while it is read, and in no cache afterwards."""

import pytest

from installer.testing.people import browser_of


@pytest.mark.parametrize(
    "address",
    [
        "/u/parks/people/",
        "/u/parks/m/official_documents/export/sent.csv",
        "/api/v1/u/parks/people/",
        "/u/taxes/people/",
    ],
)
def test_neither_browser_nor_proxy_keeps_an_answer(alice, address):
    assert browser_of(alice).get(address)["Cache-Control"] == "private, no-store"
