"""Its jobs do not load."""
