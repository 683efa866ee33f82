"""Documents between units: one envelope, one copy of each file, one receipt per recipient.

What is sent stands in the shared schema; what each side writes about it (its registers, its
opinions) stands in its own. Nothing here knows which module sends or receives.
"""
