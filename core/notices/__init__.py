"""Notices (消息): one outbox for whatever a person must be told, and the channels it leaves by.

A notice is written in the transaction of its cause; a job decides by the person's wishes
which channels carry it, and delivers each once. Modules use ``core.notices.public``.
"""
