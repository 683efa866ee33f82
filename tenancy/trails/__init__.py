"""All trails together: verified, exported, looked at by the audit administrator.

Units that are suspended or closed have trails as well, which their own roles may not enter any
more. So trails are read by the log-in that owns the schemas, in read-only transactions, and
nothing but the table of the trail is ever named.
"""
