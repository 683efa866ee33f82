"""It needs a module that is not there."""
