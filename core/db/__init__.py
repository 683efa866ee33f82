"""How rows are declared: in the city's shared schema or in each unit's own, never both."""
