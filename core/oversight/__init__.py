"""What a superior may see of the units below: by an explicit, dated grant, from shared data only.

A grant lets one account see receipts, figures, the directory or the titles of open matters of
one unit and of all below it. Nothing of a unit's own schema is reached: the city's role cannot
enter it. Without a grant a superior's place in the tree opens nothing.
"""
