"""The workbench: a person's six boxes, the day, the modules; a leader's home; 秘书预排.

Pages over what ``core.inbox`` keeps and what modules answer. Not here: the matters themselves.
"""
