"""Turns a unit into schema, role and routes; the only code that knows django-tenants."""
