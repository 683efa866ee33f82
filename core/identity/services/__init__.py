"""Every change to accounts, posts and city roles; all in the city's transaction."""
