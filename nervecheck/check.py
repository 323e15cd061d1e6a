"""What `nervecheck check` tells of a questions folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from nervecheck.load import examine
from nervecheck.problems import in_order

if TYPE_CHECKING:
    from pathlib import Path


class Found(NamedTuple):
    """What to print, and whether there is an error in it."""

    text: str
    failed: bool


def check(folder: Path) -> Found:
    """Every problem of the folder, a line each in order of place, or one line that says what was read."""
    tree, problems = examine(folder)
    if problems:
        listed = in_order(problems)
        count = f"{len(listed)} problem{'' if len(listed) == 1 else 's'} in {folder}."
        return Found("".join(f"{problem}\n" for problem in listed) + count + "\n", failed=True)
    counts = (
        f"{len(tree.questions)} questions, {len(tree.rules.rules)} rules, {len(tree.findings)} findings, "
        f"{len(tree.articles)} articles, {len(tree.sources)} sources"
    )
    return Found(f"No problem found: {counts}. Version {tree.about.version}, hash {tree.digest}.\n", failed=False)
