"""The modules a unit may choose."""
