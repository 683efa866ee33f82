"""Its name is taken by another."""
