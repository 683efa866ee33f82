"""The OpenAPI document, made of the views' own declarations (``core.api.operations``)."""
