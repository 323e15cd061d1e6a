"""The one door that makes foreign text safe to show. Every renderer and prompt takes its text through here."""

from __future__ import annotations

import re
from shlex import quote

# C0 and C1 controls but newline, DEL, zero-width, bidirectional and other invisible format characters, lone surrogates.
# Each was seen to pass Rich's Text unchanged and to move the cursor, hide words or reverse a line.
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_SPACES = {"\t": " ", "\r": "", "\u2028": "\n", "\u2029": "\n"}


def clean(text: str) -> str:
    """The text with control, invisible and direction-changing characters removed or shown as a replacement mark."""
    return _UNSAFE.sub(lambda found: _SPACES.get(found.group(), "\ufffd"), text)


def unsafe(text: str) -> int | None:
    """The place of the first character that `clean` would change, tabs aside; None if there is none."""
    return next((found.start() for found in _UNSAFE.finditer(text) if found.group() != "\t"), None)


def one_line(text: str) -> str:
    """The cleaned text on one line, with runs of white space as one space."""
    return " ".join(clean(text).split())


def typed(command: str, folder: str = "") -> str:
    """What to type for this command of the program; it names the questions folder where another than its own is used."""
    return f"nervecheck {command}{f' --questions {quote(folder)}' if folder else ''}"


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most `width` terminal cells (a longer word is cut), the first led by `first`, the others by `rest`."""
    rest = first if rest is None else rest
    lines: list[str] = []
    line, empty = first, True
    for word in _cut(text.split(), max(8, width - cells(rest))):
        gap = "" if empty else " "
        if not empty and cells(line) + len(gap) + cells(word) > width:
            lines.append(line)
            line, gap = rest, ""
        line, empty = line + gap + word, False
    return [*lines, line.rstrip()]


def cells(text: str) -> int:
    """How many terminal cells the text takes: wide characters two, combining ones none."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    # marks without a combining class (Thai and Devanagari vowels, variation selectors) and joiners take no cell either
    return sum(0 if category(c) in ("Mn", "Me", "Cf") else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def _cut(words: list[str], width: int) -> list[str]:
    """The words, with each that is wider than `width` in pieces."""
    pieces: list[str] = []
    for word in words:
        while cells(word) > width:
            end = next(i for i in range(len(word), 0, -1) if cells(word[:i]) <= width)
            pieces.append(word[:end])
            word = word[end:]
        pieces.append(word)
    return pieces
