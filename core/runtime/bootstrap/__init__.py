"""``make setup``: from a bare Debian 12 to a ready ``.venv``. Standard library only."""
