"""It would take the tables of the kernel."""
