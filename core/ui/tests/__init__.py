"""The interface's own tests; none needs a database."""
