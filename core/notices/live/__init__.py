"""Live updates: open pages learn how many notices are unread, from a process of its own."""
