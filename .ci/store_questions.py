"""Hatch build hook: reads the questions once, when the wheel is built, and puts the tree beside them into the wheel.

The program then reads that in place of the YAML (nervecheck/tree/load/shipped_tree.py). An editable install gets none: its
questions change under the hands of their authors.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StoreQuestions(BuildHookInterface):  # type: ignore[type-arg]
    """Adds `nervecheck/questions.pickle` to the wheel; raises FileProblems where the questions have a mistake."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch before it gathers the files."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from nervecheck.tree.load.folder import read
        from nervecheck.tree.load.shipped_tree import FILE, store

        made = Path(self.directory, FILE.name)
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(store(read(Path(self.root, "questions"), promises=False)))
        build_data["force_include"][str(made)] = f"nervecheck/{FILE.name}"
        self._made = made

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 (hatch's signature)
        """Called when the wheel is there: what it was made of goes."""
        if version != "editable":
            self._made.unlink()
