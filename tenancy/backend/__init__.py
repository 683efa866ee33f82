"""The database backend: django-tenants', with its holes closed by roles and refusals."""
