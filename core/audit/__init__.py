"""The trail: who did what, when, in whose name. Written in the transaction of the act.

A unit's lines stand in its own schema, the city's in ``core.evidence``, which also keeps what
proves that no line was changed since. No line holds what a document says.
"""
