"""Characters that no reader may get as they are, by their kind, and the formats of a report, for tables of one by the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nervecheck.base.text import MARK
from nervecheck.render import json, markdown, terminal
from nervecheck.render.html.page import report_page
from tests.support.reports import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from nervecheck.report.document import Document
    from nervecheck.report.facts import Report

KINDS: dict[str, str] = {
    "c0": "".join(chr(n) for n in range(32) if chr(n) not in "\t\n\r"),
    "delete": "\x7f",
    "c1": "".join(map(chr, range(0x80, 0xA0))),
    "bidi": "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    "zero-width": "\u00ad\u180e\u200b\u2060\u2061\u2064\u206a\ufeff",
    "joiner": "\u200c\u200d",
    "invisible-letter": "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0",
    "selector": "\u180b\ufe00\ufe0e\ufe0f\U000e0100\U000e01ef",
    "number-sign": "\u0600\u0605\u06dd\u070f",
    "annotation": "\ufff9\ufffa\ufffb\U0001d173",
    "tag": "\U000e0001\U000e0041\U000e007f",
    "surrogate": "\udc80\ud800\udfff\udcff",
    "noncharacter": "\ufdd0\ufffe\uffff\U0001fffe\U0010ffff",
}
SEPARATORS = "\t\r\u2028\u2029"

# how a report is written, from its facts and its document; a new format joins every table here
FORMATS: dict[str, Callable[[Report, Document], str]] = {
    "terminal": lambda _, document: terminal.text(document, 80),
    "colour": lambda _, document: shown(document, 80),
    "markdown": lambda _, document: markdown.render(document),
    "json": lambda report, _: json.render(report),
    "html": lambda report, _: report_page(report),
}


# one of each kind: what a command line and a file name can hold, each in a text with plain words about it
FIRST_OF_EACH = "".join(kind[0] for kind in KINDS.values()).replace("\0", "\x1b")
LAST_OF_EACH = "".join(kind[-1] for kind in KINDS.values())


def hidden(text: str) -> str:
    """What stands in the text as it is and must not."""
    return "".join(c for c in text if any(c in kind for kind in KINDS.values()))


def assert_marked(text: str, kind: str) -> None:
    """The words about the characters are there, and each character itself as a mark, or as Typer writes it: by its number."""
    assert hidden(text) == ""
    marks = len(re.findall(rf"{MARK}|\\x[0-9a-f]{{2}}|\\u[0-9a-f]{{4}}|\\U[0-9a-f]{{8}}", text))
    assert marks >= len(kind), f"{len(kind)} characters became {marks} marks: {text!r}"
    assert "begin" in text
    assert "end" in text
