"""Settings: the typed environment, and the Django settings made of it."""
