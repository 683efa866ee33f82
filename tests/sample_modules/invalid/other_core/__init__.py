"""It was written for a core that is not there."""
