"""DDL is compiled once from Django's own migrations and applied N times as one text."""
