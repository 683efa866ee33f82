"""Every question asked of units and organs. Each is one statement, whatever the city's size."""
