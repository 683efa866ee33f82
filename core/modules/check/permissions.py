"""Permissions are declared once, in the manifest, and named once, in ``permissions.py``."""

import ast
import re
from collections.abc import Iterator

from core.modules.check.source import Source, texts
from core.modules.findings import Finding
from core.people.permissions import KERNEL

#: Calls whose first text is a dotted name that is no permission.
_OTHER_NAMES = frozenset({"enqueue", "job", "record"})
#: An argument that names a job.
_JOB = "by_job"
_ASKING = frozenset({"requires", "may", "MenuItem", "members_with"})
_DOTTED = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


def check_permissions(source: Source) -> Iterator[Finding]:
    """Whatever the code asks for, the manifest has declared."""
    declared = source.manifest.permission_codes
    own = re.compile(rf"{source.name}\.[a-z][a-z0-9_]*")
    others = _names_of_other_things(source)
    for path, node in source.nodes():
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if own.fullmatch(node.value) and node.value not in declared and id(node) not in others:
            yield source.finding("permission_undeclared", path, node, permission=node.value)
    for path, text in source.templates.items():
        for found in re.finditer(rf"[\"']({own.pattern})[\"']", text):
            if found[1] not in declared:
                line = text.count("\n", 0, found.start()) + 1
                yield source.finding("permission_undeclared", path, line, permission=found[1])


def _names_of_other_things(source: Source) -> set[int]:
    """The literals that name jobs and lines of the trail."""
    calls = [(call, name) for _path, call, name in source.calls()]
    first = {id(call.args[0]) for call, name in calls if name in _OTHER_NAMES and call.args}
    return first | {
        id(said.value) for call, _ in calls for said in call.keywords if said.arg == _JOB
    }


def check_foreign_permissions(source: Source) -> Iterator[Finding]:
    """A module asks for its own permissions and the kernel's, not for another module's."""
    kernel = {permission.code for permission in KERNEL}
    for path, call, name in source.calls():
        if name not in _ASKING:
            continue
        for line, code in texts([*call.args, *(keyword.value for keyword in call.keywords)]):
            foreign = not code.startswith(f"{source.name}.") and code not in kernel
            if foreign and _DOTTED.fullmatch(code):
                yield source.finding("permission_foreign", path, line, permission=code)


def check_named(source: Source) -> Iterator[Finding]:
    """``permissions.py`` names every permission, so that a typo is found by the importer."""
    path = source.folder / "permissions.py"
    nodes = ast.walk(source.trees[path]) if path in source.trees else ()
    named = {text for _line, text in texts(nodes)}
    for code in sorted(source.manifest.permission_codes - named):
        yield source.finding("permission_unnamed", path, permission=code)
