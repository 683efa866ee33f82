"""What may be done with documents in a unit; ``module.toml`` says it in the office's words."""

VIEW = "official_documents.view"
DRAFT = "official_documents.draft"
SIGN = "official_documents.sign"
DISPATCH = "official_documents.dispatch"
RECEIVE = "official_documents.receive"
