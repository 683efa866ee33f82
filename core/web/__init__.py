"""What every page shares: scope, access, problems, frames."""
