"""Everything the office does is a module; each stands on core's public parts alone."""
