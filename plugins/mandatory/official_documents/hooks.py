"""What this module tells the host."""
