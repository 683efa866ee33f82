"""``citydesk modules check``: names each rule that a module breaks, with file, line and code."""
