"""Every change to a unit's documents: drafting, issuing, receiving."""
