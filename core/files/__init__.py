"""Files by content: stored once for the whole city, readable where a unit holds a reference."""
