"""An app as django-tenants' documentation has it: a tenant model and one table of notes."""
