"""How the owner of a matter hears what was decided about it.

Whoever asked for a decision gets it back inside the transaction of the deciding act
(``decided`` in ``core.modules.hookspecs``): matter and decision change together or not
at all.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, by whom and when.

    ``reference`` is the owner's own name for the matter, ``outcome`` one word of its
    flow (``approved``, ``refused``, ``returned``), ``decided_by`` a member of the unit.
    """

    reference: str
    outcome: str
    decided_by: UUID
    decided_at: datetime
    opinion: str = ""
