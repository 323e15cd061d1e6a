"""Documents as Rich prints them on this terminal, and paging."""

from __future__ import annotations

import os
import sys
from io import StringIO
from typing import TYPE_CHECKING

from nervecheck.cli.streams import is_terminal, screen_width

if TYPE_CHECKING:
    from nervecheck.report.document import Document


def is_plain(wanted: bool = False) -> bool:
    """Whether the terminal is to be written to without lines and colour."""
    accessible = os.environ.get("ACCESSIBLE", "").lower() not in ("", "0", "false")
    return wanted or accessible or os.environ.get("TERM") == "dumb"


def coloured(document: Document, plain: bool) -> str:
    """The document as Rich prints it on this terminal; as text, so that one place does all writing."""
    from rich.console import Console

    from nervecheck.render.terminal import show

    bare, sheet = plain or bool(os.environ.get("NO_COLOR")), StringIO()
    live = True if is_terminal(sys.stdout) else None  # otherwise Rich asks the environment whether to colour
    console = Console(file=sheet, force_terminal=live, width=screen_width(), highlight=False, markup=False, emoji=False)
    show(document, console, plain=plain, styled=not bare)
    return sheet.getvalue()


def page(text: str) -> bool:
    """Shows the text in the person's pager if it is longer than the screen; False if it is not, or there is no screen."""
    if not (is_terminal(sys.stdout) and is_terminal(sys.stdin)):
        return False
    if text.count("\n") < os.get_terminal_size(sys.stdout.fileno()).lines:
        return False
    from pydoc import pager

    os.environ.setdefault("LESS", "-R")  # `less` shows colours, and not their codes
    pager(text)
    return True
