"""公文管理: drafting, signing, numbering, sending and receiving official documents.

Here: 发文 with one approval step (签发), numbers, dispatch to other units, 签收, both
registers, the receipt matrix. Not here: the exchange between units (``core.exchange``), the
ledger of numbers (``core.numbers``), organs and the tree (``core.units``).
"""
