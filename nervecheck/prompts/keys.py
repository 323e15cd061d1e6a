"""What a terminal sends, as the names of keys. Pure: bytes in, names out, and what is not complete yet."""

from __future__ import annotations

import re

_NAMED = {
    "\r": "enter", "\n": "enter", " ": "space", "\t": "tab", "\x7f": "backspace", "\x08": "backspace", "\x1b": "escape",
    "\x03": "ctrl-c", "\x04": "ctrl-d", "\x0c": "ctrl-l", "\x1a": "ctrl-z",
}  # fmt: skip
_ESCAPED = {
    "A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end",
    "1~": "home", "4~": "end", "5~": "page-up", "6~": "page-down", "7~": "home", "8~": "end",
}  # fmt: skip
# ESC [ or ESC O, parameters, a final byte; xterm puts modifiers after a semicolon and they are let go
_SEQUENCE = re.compile(r"\x1b(?:O|\[)([0-?]*)([ -/]*[@-~])")
_BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)?\Z")


def decode(data: bytes, ended: bool = False) -> tuple[tuple[str, ...], bytes]:
    """The keys in the data, and the bytes of one that is not complete; `ended` says that no more will come of it."""
    text, rest = _text(data, ended)
    keys: list[str] = []
    at = 0
    while at < len(text):
        found = _SEQUENCE.match(text, at)
        if found is not None:
            numbers, final = found.groups()
            keys.append(_ESCAPED.get(numbers.split(";")[0] + final if final == "~" else final, ""))
            at = found.end()
        elif not ended and _BEGUN.match(text, at):
            return _known(keys), text[at:].encode() + rest
        else:
            keys.append(_NAMED.get(text[at], text[at] if text[at].isprintable() else ""))
            at += 1
    return _known(keys), rest


def _known(keys: list[str]) -> tuple[str, ...]:
    return tuple(key for key in keys if key)


def _text(data: bytes, ended: bool) -> tuple[str, bytes]:
    """The text in the data, and the first bytes of a letter that has not fully come."""
    try:
        return data.decode(), b""
    except UnicodeDecodeError as error:
        begun = data[error.start :]
        if not ended and error.end == len(data) and len(begun) < 4 and begun[0] >= 0xC0:
            return data[: error.start].decode(), begun
        return data.decode(errors="ignore"), b""
