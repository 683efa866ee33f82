"""The module's pages: thin, they ask selectors, call services and draw."""
