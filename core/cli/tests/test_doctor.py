"""The doctor says what is so, what is not, and which variable to change."""

from core.runtime.checks import _pooler


class Session:
    """A database session behind a pooler: each transaction may meet another backend."""

    def __init__(self, *backends: int) -> None:
        self._backends = list(backends)

    def cursor(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def execute(self, _question: str) -> None:
        self._backends.append(self._backends.pop(0))

    def fetchone(self):
        return (self._backends[0],)

    def rollback(self) -> None:
        return None


def test_a_prepared_installation_is_well(citydesk, prepared):
    done = citydesk("doctor", "--json")

    checks = done.document["checks"]
    assert {tuple(check) for check in checks} == {("name", "ok", "detail")}
    assert {"python", "settings.tls", "database.pooler", "database.login", "broker"} <= {
        check["name"] for check in checks
    }
    assert [check for check in checks if not check["ok"]] == []
    assert done.status == 0


def test_a_database_without_our_tables_is_told_with_the_way_out(citydesk):
    done = citydesk("doctor")

    assert done.status == 1
    assert "citydesk setup-database" in done.out


def test_a_misspelt_setting_is_told_with_the_name_that_was_meant(citydesk):
    done = citydesk("doctor", CITYDESK_BNID="127.0.0.1:9000")

    assert done.status == 1
    assert "CITYDESK_BNID → CITYDESK_BIND" in done.out


def test_two_sessions_that_share_a_backend_are_pooled_by_transaction():
    assert _pooler(Session(7), Session(7)).ok is False


def test_a_session_that_wanders_between_backends_is_pooled_by_transaction():
    assert _pooler(Session(7, 8), Session(9)).ok is False


def test_two_sessions_with_a_backend_each_are_fine():
    assert _pooler(Session(7), Session(8)).ok is True
