"""Its manifest has an unusable version and no icon."""
