"""The pages at the door and those about one's own account."""
