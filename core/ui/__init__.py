"""The page frame and the component library: how every page of CityDesk looks and behaves.

A page imports its parts from here, and nothing below::

    from core.ui import Button, Column, PageHead, Table
"""

from core.ui.components.base import Component, Text
from core.ui.components.buttons import ActionBar, Button
from core.ui.components.forms import Field, Fieldset, FormErrors, FormFields
from core.ui.components.heads import Crumb, PageHead, TabLine, Tabs
from core.ui.components.marks import Light, StateTag, Tag, urgency_tag
from core.ui.components.notices import EmptyState, Notice, Skeleton
from core.ui.frame import Banner, MenuLine, Tab, UnitLine
from core.ui.icons import icon
from core.ui.links import city_url, unit_url

__all__ = [
    "ActionBar", "Banner", "Button", "Component", "Crumb", "EmptyState", "Field", "Fieldset",
    "FormErrors", "FormFields", "Light", "MenuLine", "Notice", "PageHead", "Skeleton", "StateTag",
    "Tab", "TabLine", "Tabs", "Tag", "Text", "UnitLine", "city_url", "icon", "unit_url",
    "urgency_tag",
]  # fmt: skip
