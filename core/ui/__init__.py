"""The page frame and the component library: how every page of CityDesk looks and behaves.

A page imports its parts from here, and nothing below::

    from core.ui import Button, Column, ListState, PageHead, Table
"""

from core.ui.components.base import Component, Text
from core.ui.components.buttons import ActionBar, Button
from core.ui.components.dialogs import Confirm, Dialog
from core.ui.components.facts import (
    CodeBlock,
    DefinitionList,
    Fact,
    Figure,
    Figures,
    FileLine,
    FileList,
)
from core.ui.components.forms import Field, Fieldset, FormErrors, FormFields, PostForm
from core.ui.components.heads import Crumb, PageHead, TabLine, Tabs
from core.ui.components.lists import ListState
from core.ui.components.marks import Light, StateTag, Tag, urgency_tag
from core.ui.components.notices import EmptyState, Notice, Skeleton
from core.ui.components.pages import Page, Pagination, keyset_page
from core.ui.components.papers import Opinion, Paper, PaperCell
from core.ui.components.persons import (
    PersonBranch,
    PersonLine,
    PersonLines,
    PersonPicker,
    PersonSource,
)
from core.ui.components.progress import CheckLine, Checklist, Progress
from core.ui.components.receipts import ReceiptCell, ReceiptGroup, ReceiptMatrix
from core.ui.components.tables import Column, Filter, Table
from core.ui.components.trail import Trail, TrailStep, TrailTable
from core.ui.components.trees import Collective, Picked, TreeNode, TreeNodes, TreePicker
from core.ui.dates import amount, day, moment
from core.ui.frame import Banner, MenuLine, Tab, UnitLine
from core.ui.icons import icon
from core.ui.links import city_url, unit_url

__all__ = [
    "ActionBar", "Banner", "Button", "CheckLine", "Checklist", "CodeBlock", "Collective",
    "Column", "Component", "Confirm", "Crumb", "DefinitionList", "Dialog", "EmptyState",
    "Fact", "Field", "Fieldset", "Figure", "Figures", "FileLine", "FileList", "Filter",
    "FormErrors", "FormFields", "Light", "ListState", "MenuLine", "Notice", "Opinion", "Page",
    "PageHead", "Pagination", "Paper", "PaperCell", "PersonBranch", "PersonLine", "PersonLines",
    "PersonPicker", "PersonSource", "Picked", "PostForm", "Progress", "ReceiptCell",
    "ReceiptGroup", "ReceiptMatrix", "Skeleton", "StateTag", "Tab", "TabLine", "Table", "Tabs",
    "Tag", "Text", "Trail", "TrailStep", "TrailTable", "TreeNode", "TreeNodes", "TreePicker",
    "UnitLine", "amount", "city_url", "day", "icon", "keyset_page", "moment", "unit_url",
    "urgency_tag",
]  # fmt: skip
