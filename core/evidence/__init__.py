"""What proves the trails: a witness of every line, sealed in blocks, signed by the city.

An act writes its line and, in ``city``, the line's witness (key and digest). Every minute the
waiting witnesses become one block per unit, and one signed checkpoint binds all new blocks to
the checkpoint before. The city's own trail stands here as well. ADR 0030.
"""
