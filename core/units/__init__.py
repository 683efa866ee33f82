"""Units (tenants), issuing organs, and the questions asked of both."""
