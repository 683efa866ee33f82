"""The module host: manifests, hooks, and which module is switched on in which unit."""
