"""What the workbench asks of a person's roles (declared in ``core.people.permissions``)."""

#: The first page is a leader's: what waits for approval, what is late, who is out.
LEAD = "unit.lead"
#: Says who arranges whose matters.
MANAGE = "unit.manage"
