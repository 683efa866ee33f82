"""Nothing."""

raise RuntimeError("no jobs")
