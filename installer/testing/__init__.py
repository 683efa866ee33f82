"""A pytest plugin for authors of modules and for this project itself (entry point ``citydesk``)."""
