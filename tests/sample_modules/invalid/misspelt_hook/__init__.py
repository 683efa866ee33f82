"""One of its hooks is misspelt."""
