"""Nothing."""

raise RuntimeError("no models")
