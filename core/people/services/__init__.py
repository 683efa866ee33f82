"""Every change to a unit's people."""
