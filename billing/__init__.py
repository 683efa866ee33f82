"""Tariff and fees; the only code that knows Stripe."""
