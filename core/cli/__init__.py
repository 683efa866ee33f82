"""The command line ``citydesk``.

``table`` names every command by a dotted path, so that each layer brings its own and core
knows none of them. ``public`` is what a command is made with.
"""
