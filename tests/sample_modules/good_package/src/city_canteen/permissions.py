"""What one may do in this module."""

#: See menus, order and take back one's own order.
VIEW = "canteen_menu.view"
#: Publish the menu of a day.
PUBLISH = "canteen_menu.publish"
