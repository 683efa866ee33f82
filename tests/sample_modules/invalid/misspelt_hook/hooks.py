"""A misspelt hook."""

from core.modules.hooks import hookimpl


@hookimpl
def menu_itens() -> list[str]:
    """Misspelt."""
    return []
