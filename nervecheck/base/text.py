"""The one door that makes foreign text safe to show. Every renderer and prompt takes its text through here."""

from __future__ import annotations

import re
from shlex import quote

# What moves a cursor, hides or reverses words, shows as nothing, or cannot be written at all: controls but the line end, lone
# surrogates, noncharacters, and every character that Unicode lets a screen leave out (Default_Ignorable_Code_Point, and those
# of the category Cf). Many were seen to pass Rich's Text unchanged.
_HIDDEN = (
    "\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff"
)
_HIDDEN_HIGH = re.compile(
    "[\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
# all that may have to be hidden; one range for what is high, as several cost ten times as much on plain text
_SUSPECT = re.compile(f"[{_HIDDEN}\u200c\u200d\ufe00-\ufe0f\U00010000-\U0010ffff]")
# A joiner shapes the letter before it in these scripts (Arabic, those of India, Myanmar, Khmer, Mongolian); a selector says how
# the picture before it is drawn, and a joiner makes one picture of two. Anywhere else they show as nothing.
_JOINED = "\u0620-\u06d3\u0750-\u077f\u08a0-\u08c9\u0900-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17d3\u1820-\u18aa"
_PICTURE = "\u00a9\u00ae\u2190-\u27ff\u2900-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_NEEDED = re.compile(
    f"(?<=[{_JOINED}])[\u200c\u200d]|(?<=[{_PICTURE}])[\ufe0e\ufe0f]|(?<=[{_PICTURE}\ufe0f])\u200d(?=[{_PICTURE}])"
)
_SPACES = {"\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n"}
MARK = "\ufffd"


def clean(text: str) -> str:
    """The text as it may be shown: each control, invisible or direction-changing character as one visible mark.

    Nothing is left out. A tab becomes a space, and whatever else parts lines becomes a line end. Never raises.
    """
    return _SUSPECT.sub(_visible, text.replace("\r\n", "\n"))


def unsafe(text: str) -> int | None:
    """The place of the first character that `clean` would change, tabs aside; None if there is none."""
    found = (one for one in _SUSPECT.finditer(text) if one.group() != "\t" and _visible(one) != one.group())
    return next((one.start() for one in found), None)


def _visible(found: re.Match[str]) -> str:
    character = found.group()
    if (character > "\uffff" and not _HIDDEN_HIGH.match(character)) or _NEEDED.match(found.string, found.start()):
        return character
    return _SPACES.get(character, MARK)


def one_line(text: str) -> str:
    """The cleaned text on one line, with runs of white space as one space."""
    return " ".join(clean(text).split())


def named(path: object) -> str:
    """The name of a file or folder on one line; of a very long one the end, so that no message is flooded."""
    name = one_line(str(path))
    return name if len(name) <= 200 else f"...{name[-197:]}"


def typed(command: str, folder: str = "") -> str:
    """What to type for this command of the program; it names the questions folder where another than its own is used."""
    return f"nervecheck {command}{f' --questions {one_line(quote(folder))}' if folder else ''}"


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
