"""The people of a unit: departments, members in the order of rank, roles and who holds them.

What stands here is the unit's own; who somebody is, and the log-in, stand in
``core.identity``.
"""
