"""Words that modules share without importing each other: facts, values and promises."""
