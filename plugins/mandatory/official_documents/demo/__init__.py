"""What the demonstration city shows of this module."""

from plugins.mandatory.official_documents.demo.business import sample_business

__all__ = ["sample_business"]
