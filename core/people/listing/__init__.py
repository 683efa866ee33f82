"""A unit's list of people as a file: read, checked as a whole, compared with who works here.

Pure, as ``core.units.listing``: what is already there is passed in as values. Reading itself
is ``core.lists``; carrying a plan out is ``core.people.services.importing``.
"""
