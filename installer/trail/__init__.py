"""审计记录: the trails as the audit administrator sees them, and a unit its own where allowed."""
