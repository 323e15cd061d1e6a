"""The options of `nervecheck ask` and of what else makes reports, and what they mean on this terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from nervecheck.base.errors import UsageError
from nervecheck.base.problems import nearest, quoted
from nervecheck.cli.display import is_plain
from nervecheck.cli.streams import is_terminal

if TYPE_CHECKING:
    from nervecheck.tree.model import Tree


def moment(given: str | None, now: Callable[[], datetime]) -> str:
    """The date given, with its time if it has one, in ISO form to the minute; else now. Raises UsageError."""
    if given is None:
        return now().isoformat(timespec="minutes")
    try:
        if len(given) <= len("2026-11-28"):
            return date.fromisoformat(given).isoformat()
        return datetime.fromisoformat(given).replace(tzinfo=None).isoformat(timespec="minutes")
    except ValueError:
        raise UsageError(f"--date {quoted(given)} is no date. Write 2026-11-28, or 2026-11-28T14:30.") from None


_ENDINGS = {".json": "json", ".html": "html", ".htm": "html"}


def format_of(output: Path | None) -> str:
    """The format that the file's ending asks for; Markdown for any other, and for stdout."""
    return _ENDINGS.get(output.suffix.lower(), "markdown") if output is not None else "markdown"


def allowed_format(name: str, allowed: Iterable[str], what: str) -> str:
    """The name; raises UsageError where `what` is not written so."""
    if name not in allowed:
        raise UsageError(f"{what} is not written as {name}. Allowed: {', '.join(allowed)}. Choose one with --format.")
    return name


def region_code(tree: Tree, wanted: str) -> str:
    """The code of the country that --region means, by its code or its name; raises UsageError."""
    codes = {place.name.upper(): code for code, place in tree.regions.items()} | {code: code for code in tree.regions}
    word = {"UK": "GB"}.get(wanted.upper(), wanted.upper())
    if word in codes:
        return codes[word]
    begun = [code for code in tree.regions if word.startswith(code)]
    hint = f"Did you mean '{begun[0]}'?" if begun else nearest(word, codes).split(" Allowed")[0]
    raise UsageError(f"--region {quoted(wanted)} is not known. {hint} Give a code such as GB, or a country's name.")


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
    date: str
    full: bool
    page: str

    @property
    def is_plain(self) -> bool:
        """Whether the terminal is to be written to without lines and colour."""
        return is_plain(self.plain)

    @property
    def is_read_here(self) -> bool:
        """Whether the result is read on the terminal where the questions are asked."""
        here = self.answers is None and self.output is None and self.format in (None, "terminal")
        return here and is_terminal(sys.stdin) and is_terminal(sys.stdout) and is_terminal(sys.stderr)
