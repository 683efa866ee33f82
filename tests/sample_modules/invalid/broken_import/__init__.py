"""Its code does not load."""
