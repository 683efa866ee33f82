"""The component library; ``/styleguide/`` shows every one in all its states."""
