"""A module whose every hook fails, each in its own way; the platform goes on without it."""
