"""Which units of the demonstration have which optional modules."""

from collections.abc import Callable, Iterable

from core.modules.discovery import registry

#: The seven that the model city's account names for 牛车河镇. Those whose code is here are
#: installed; the others will be once they exist.
NAMED_FOR_NIUCHEHE = (
    "bulletin",
    "circulation",
    "attendance",
    "cadre_info",
    "leader_diary",
    "trip_leave",
    "fund_request",
)


def _every_optional() -> Iterable[str]:
    return [module.name for module in registry() if not module.is_mandatory]


def _niuchehe() -> Iterable[str]:
    return [name for name in NAMED_FOR_NIUCHEHE if name in registry()]


#: By unit code: 市委办 has every module.
MODULES_OF: dict[str, Callable[[], Iterable[str]]] = {
    "cd001": _every_optional,
    "c0725003": _niuchehe,
    "t0725120": _niuchehe,
}
