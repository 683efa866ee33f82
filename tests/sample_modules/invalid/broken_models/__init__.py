"""Its models do not load."""
