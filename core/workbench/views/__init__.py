"""Pages of the workbench: thin; they ask ``core.inbox`` and draw."""
