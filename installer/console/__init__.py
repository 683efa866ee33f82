"""The city console: pages of the city office about all units, from shared tables only."""
