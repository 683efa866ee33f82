"""What every page shares: scope, access, problems, the request as middlewares leave it."""
