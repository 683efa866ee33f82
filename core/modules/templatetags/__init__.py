"""``{% load modules %}``: the places of a page where modules may appear."""
