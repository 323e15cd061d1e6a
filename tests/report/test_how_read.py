"""A list of sources says how much of each was read and when, and claims nothing that is not recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from nervecheck.report.blocks import references
from nervecheck.report.make import cited
from nervecheck.tree.library import Extent
from tests.support import SOURCES, small_tree

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "- {id: q, topic: T, ask: 'How is it?', type: one, options: [{id: a, label: Bad}, {id: b, label: Good}]}"


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("read: original", "src: S (2020)"),
        ("read: copy", "src: S (2020, read in a copy)"),
        ("read: original, checked: 2026-11-28", "src: S (2020, opened on 2026-11-28)"),
        ("read: original, checked: 2026-11-28, extent: whole", "src: S (2020, read whole on 2026-11-28)"),
        ("read: original, checked: 2026-11-28, extent: excerpt", "src: S (2020, an excerpt read on 2026-11-28)"),
        ("read: copy, checked: 2026-11-28, extent: part", "src: S (2020, read in a copy, read in part on 2026-11-28)"),
    ],
)
def test_a_source_says_how_it_was_read(tmp_path: Path, keys: str, shown: str) -> None:
    tree = small_tree(tmp_path, QUESTION, sources=SOURCES.replace("read: original", keys))
    (reference,) = references([cited("src", tree.sources["src"])]).items
    assert reference.title == shown


def test_what_was_read_is_kept_as_a_day_and_an_extent(tmp_path: Path) -> None:
    tree = small_tree(tmp_path, QUESTION, sources=SOURCES.replace("original", "original, checked: 2026-11-28, extent: part"))
    assert (tree.sources["src"].checked, tree.sources["src"].extent) == (date(2026, 11, 28), Extent.PART)
