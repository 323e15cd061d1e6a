"""The options of `nervecheck ask`, and what they mean on this terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from nervecheck.cli.display import is_plain
from nervecheck.cli.streams import is_terminal


class AskOptions(NamedTuple):
    """The options of the command, as given."""

    answers: str | None
    resume: str | None
    settings: tuple[str, ...]
    save: Path | None
    format: str | None
    output: Path | None
    region: str | None
    plain: bool
    questions: Path | None
    exit_code: bool

    @property
    def is_plain(self) -> bool:
        """Whether the terminal is to be written to without lines and colour."""
        return is_plain(self.plain)

    @property
    def is_read_here(self) -> bool:
        """Whether the result is read on the terminal where the questions are asked."""
        here = self.answers is None and self.output is None and self.format in (None, "terminal")
        return here and is_terminal(sys.stdin) and is_terminal(sys.stdout) and is_terminal(sys.stderr)
