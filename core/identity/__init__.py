"""Who someone is: accounts, posts in units, log-in, sessions, the city's own roles.

One person has one account, whatever the number of units. What a person may do inside a
unit is that unit's own matter and stands in ``core.people``.
"""
