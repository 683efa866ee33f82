"""模块管理: where a unit's administrator chooses the modules of the unit."""
