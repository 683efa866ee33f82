"""Numbers of documents (发文字号): one ledger for the platform, no doubles, no gaps."""
