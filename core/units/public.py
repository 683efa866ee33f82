"""What modules may ask of units and organs. They are changed by the city office alone."""

from core.units.kinds import Kind, Level, NameForm, OrganKind, OrganLevel, State
from core.units.models import NumberCode, Organ, Unit
from core.units.selectors.names import mark_on, name_on, names_on, unit_name_on
from core.units.selectors.organs import (
    all_below,
    all_guides_above,
    authority_of,
    chain_above,
    found_organs,
    guided_by,
    guides_of,
    host_of,
    leaders_of,
    number_codes_of,
    organ_of_code,
    organs_hosted_by,
    superior_of,
)
from core.units.selectors.recipients import (
    Recipients,
    ResolvedName,
    collective_names_for,
    organs_meant,
    resolved_recipients,
    split_names,
)
from core.units.selectors.units import (
    TreeNode,
    children_of,
    found_units,
    path_of,
    short_names_of,
    unit_of_code,
    units_of_area,
    units_tree,
    units_under,
)

__all__ = [
    # words
    "Kind",
    "Level",
    "NameForm",
    "OrganKind",
    "OrganLevel",
    "State",
    # rows, to be read
    "NumberCode",
    "Organ",
    "Unit",
    # organs: the primitives of the routing rules
    "host_of",
    "superior_of",
    "chain_above",
    "all_below",
    "guides_of",
    "all_guides_above",
    "guided_by",
    "leaders_of",
    "authority_of",
    "number_codes_of",
    "organ_of_code",
    "organs_hosted_by",
    "found_organs",
    # names of a day
    "name_on",
    "names_on",
    "mark_on",
    "unit_name_on",
    # recipients
    "Recipients",
    "ResolvedName",
    "resolved_recipients",
    "split_names",
    "collective_names_for",
    "organs_meant",
    # units
    "TreeNode",
    "unit_of_code",
    "children_of",
    "units_tree",
    "units_under",
    "units_of_area",
    "path_of",
    "found_units",
    "short_names_of",
]
