"""通知公告: what a unit tells its own people, and who has read it.

Not here: documents to other units (``official_documents``) and urgent notices.
"""
