"""Every question asked of a unit's documents."""
