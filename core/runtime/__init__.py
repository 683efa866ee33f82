"""What runs on the machine: embedded servers, the process tree of ``serve``, the set-up.

Nothing here knows the office. ``services.ensure`` is the door for everyone else.
"""
