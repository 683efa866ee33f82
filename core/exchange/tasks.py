"""The exchange's jobs, declared where the queue looks for them."""

from core.exchange.arrivals import spread

__all__ = ["spread"]
