"""What the parts of the tree are told, and where they may listen."""

import socket

import pytest

from core.runtime.errors import PortTaken
from core.runtime.serving import parts, require_free_port


@pytest.mark.parametrize("demo", [False, True])
def test_every_part_knows_whether_this_is_a_demonstration(installation, tmp_path, demo):
    env = installation(tmp_path, CITYDESK_DEMO=demo)

    assert {part.environment["CITYDESK_DEMO"] for part in parts(env)} == {str(demo)}


def test_a_port_that_another_program_has_is_named(installation, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        bind = f"127.0.0.1:{other.getsockname()[1]}"

        with pytest.raises(PortTaken, match=bind):
            require_free_port(installation(tmp_path, CITYDESK_BIND=bind))
