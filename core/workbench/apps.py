"""Who arranges whose matters stands in every unit's schema."""

from core.db.apps import UnitApp


class WorkbenchConfig(UnitApp):
    """The first page of everybody."""

    name = "core.workbench"
    label = "workbench"

    def ready(self) -> None:
        """Put the workbench into the frame of every page."""
        from core.workbench.frame import register  # noqa: PLC0415 -- needs Django's apps loaded

        register()
