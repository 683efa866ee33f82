"""Pages of the unit's people, departments and roles."""
