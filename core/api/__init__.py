"""The programs' door: base views, errors as problem+json, the same access rules as pages."""
