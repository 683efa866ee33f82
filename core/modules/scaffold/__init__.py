"""``citydesk modules new``: writes a small, complete module to start from."""
