"""Pages: one's own notices and wishes, what was not delivered, the city's gateways."""
