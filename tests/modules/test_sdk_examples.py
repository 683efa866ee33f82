"""Every example of ``docs/sdk.md`` runs, and every public part of core has one."""

import inspect
import re

import pytest

from core.modules.check.boundaries import PUBLIC_PARTS
from core.settings.environment import PROJECT

PAGE = (PROJECT / "docs" / "sdk.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
#: Values and bases that the others are made of; they have no act of their own to show.
SHOWN_BY_OTHERS = {"core.contracts.*", "core.ui.components.*", "core.web.request"}


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("(")[0].split()[-1])
def test_the_example_runs(block, request):
    known = {}
    exec(compile(block, "docs/sdk.md", "exec"), known)  # noqa: S102 -- the page's own words
    [example] = [one for one in known.values() if inspect.isfunction(one)]

    example(
        **{name: request.getfixturevalue(name) for name in inspect.signature(example).parameters}
    )


def test_there_is_an_example_of_every_public_part():
    shown = {part for part in PUBLIC_PARTS if part.removesuffix(".*") in PAGE}

    assert set(PUBLIC_PARTS) - shown - SHOWN_BY_OTHERS == set()
