"""调动: one person goes from one unit to another for good, with the same account.

Planned by the home unit, agreed by the receiving one, and done when the first lets the person
go. Each side writes rows of its own only; what joins them is the city's act.
"""
