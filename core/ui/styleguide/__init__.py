"""Specimens of every component, with made-up content."""
