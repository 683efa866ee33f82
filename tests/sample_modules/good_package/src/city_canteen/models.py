"""Menus and who ordered from them."""

from datetime import datetime

from django.db import models

from core.db.unit import KernelForeignKey, UnitModel


class Menu(UnitModel):
    """What the canteen cooks on one day; orders are taken until ``closes_at``.

    .. no_pii:
    """

    served_on = models.DateField(unique=True)
    dishes = models.CharField(max_length=200)
    closes_at = models.DateTimeField()
    closed = models.BooleanField(default=False)

    class Meta:
        ordering = ("served_on",)

    def takes_orders(self, at: datetime) -> bool:
        """Whether one may order, or take an order back, at this moment."""
        return not self.closed and at < self.closes_at


class Order(UnitModel):
    """One colleague eats from one menu.

    .. pii: says who was in the office on which day
    .. pii_retention: 90 days
    """

    menu = models.ForeignKey(Menu, on_delete=models.CASCADE, related_name="orders")
    member = KernelForeignKey("people.Member")
    ordered_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("menu", "member"), name="one_meal_per_person"),
        )
