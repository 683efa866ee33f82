"""The module for programs: the same acts as on the pages, refused alike."""
