"""The trail: who did what, when, in whose name. Written in the transaction of the act."""
