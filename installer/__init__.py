"""Marketplace, plans and the life of a module in units."""
