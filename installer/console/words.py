"""How the console shows a unit's state, level and fee: the same words and colours everywhere."""

from django.utils.translation import gettext as _

from core.modules.models import InstallState
from core.ui.components.heads import Crumb
from core.ui.components.marks import StateTag, Tone
from core.ui.links import city_url
from core.units.kinds import State

STATE_TONES: dict[str, Tone] = {
    State.PENDING: "info",
    State.ACTIVE: "good",
    State.SUSPENDED: "warn",
    State.CLOSED: "neutral",
}

INSTALL_TONES: dict[str, Tone] = {
    InstallState.ACTIVE: "good",
    InstallState.DISABLED: "warn",
    InstallState.KEPT: "neutral",
    InstallState.FAILED: "bad",
}


def state_tag(state: str) -> StateTag:
    """A unit's state as a mark."""
    return StateTag(State(state).label, STATE_TONES[state])


def install_tag(state: str) -> StateTag:
    """The state of a module in a unit as a mark; "" is a module that is not there."""
    if not state:
        return StateTag(_("未安装"), "neutral")
    return StateTag(InstallState(state).label, INSTALL_TONES[state])


def crumbs(*further: Crumb) -> tuple[Crumb, ...]:
    """The way back to the console's first page."""
    return (Crumb(_("市级控制台"), city_url("console:overview")), *further)


def fleet_url(**wanted: str) -> str:
    """The list of units, filtered."""
    query = "&".join(f"{key}={value}" for key, value in wanted.items())
    return city_url("console:fleet") + (f"?{query}" if query else "")
