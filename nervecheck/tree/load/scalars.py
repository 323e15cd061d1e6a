"""How one value is read from its text: each type of the model that is no list, mapping, record or condition."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from nervecheck.tree.conditions import RESERVED
from nervecheck.tree.drawings import FREQUENCY, frequency
from nervecheck.tree.terms import (
    Alone,
    Code,
    EmergencyNumber,
    Frequency,
    Hash,
    Id,
    Link,
    Path,
    TestName,
    Urgency,
    Version,
    Year,
)

# each pattern is told to other programs too (JSON Schema), so it is written as both Python and JavaScript read it
_ID = "[a-z][a-z0-9]*(-[a-z0-9]+)*"
_FREE_ID = f"(?!({'|'.join(RESERVED)})([.]|$)){_ID}"


class Reader(NamedTuple):
    """How a scalar is read: raises ValueError for what it does not take, which `allowed` or `words` explain.

    No text is taken that `pattern` is not found in; where all that it is found in is taken, nothing else is looked at.
    """

    read: Callable[[str], Any]
    words: str = "one of the words allowed"
    allowed: tuple[str, ...] = ()
    code: str = "bad-value"
    pattern: str = ""


def _like(pattern: str, words: str, made: Callable[[str], Any] = str, code: str = "bad-value") -> Reader:
    """Reads what the pattern fits as a whole."""
    fits = re.compile(pattern).fullmatch

    def read(text: str) -> Any:
        if not fits(text):
            raise ValueError
        return made(text)

    return Reader(read, words, (), code, f"^({pattern})$")


def _text(text: str) -> str:
    if not text or text.isspace():
        raise ValueError
    return text


def _with_frequency(text: str) -> str:
    frequency(text)
    return text


_FREQUENCY_WORDS = 'a whole sentence with one figure in it, such as "7 in 10" or "63 in 100", which is no bound and no range'
_ID_WORDS = f"small letters, digits and hyphens, begin with a letter, and not be {', '.join(RESERVED)}"
_TEXT = Reader(_text, "text that is not empty", pattern=r"\S")  # most of all that is read: a call less than by `_like`
_LINK = r"[Hh][Tt][Tt][Pp][Ss]://[A-Za-z0-9.-]+(/[^\s<>()\"'`\\]*)?"
_TEST = r"tests/[a-z0-9_/]+\.py::test_[a-z0-9_]+"
_YEAR = "(1[89]|20)[0-9]{2}"
_NUMBER = "[0-9]{2,6}"
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
READERS: dict[Any, Reader] = {
    str: _TEXT,
    int: _like("-?[0-9]{1,9}", "a whole number", int),
    float: _like(r"[0-9]{1,6}(\.[0-9]{1,6})?", "a number such as 0.5", float),
    bool: _like("true|false", "true or false", "true".__eq__),
    date: _like(_DATE, "a date such as 2026-11-24", date.fromisoformat),
    Alone: _TEXT,
    Id: _like(_FREE_ID, _ID_WORDS, code="bad-id"),
    Path: _like(rf"{_FREE_ID}(\.{_FREE_ID})?", "the id of a question, or question.option", code="bad-id"),
    TestName: _like(_TEST, "a test of the program, such as tests/test_readme.py::test_name"),
    Link: _like(_LINK, "an https address"),
    Hash: _like("[0-9a-f]{12}", "the 12 letters and digits that `nervecheck about` shows"),
    Frequency: Reader(_with_frequency, _FREQUENCY_WORDS, pattern=FREQUENCY),
    Version: _like(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,30}", "letters, digits, dots and hyphens, such as 2026.11"),
    Year: _like(
        rf"n\.d\.|{_YEAR}(, updated {_YEAR})?", "a year from 1800 on, such as 2020, or n.d. where the source gives none"
    ),
    EmergencyNumber: _like(
        rf"{_NUMBER}(,? or {_NUMBER})*( [a-z ]{{1,30}})?",
        "a number of 2 to 6 digits, such as 112; several are written 112 or 999. Anything else goes into `also`",
    ),
    Code: _like("[A-Z]{2}", "a country code of two capital letters, such as GB"),
}
EMPTY: dict[Any, Any] = {int: 0, float: 1.0, bool: False, date: date(2000, 1, 1)}


def choice(words: type[Enum]) -> Reader:
    """How a word of an enum is read."""
    names: dict[str, Any] = {w.id if isinstance(w, Urgency) else str(w.value): w for w in words}

    def read(text: str) -> Any:
        if text not in names:
            raise ValueError
        return names[text]

    return Reader(read, allowed=tuple(names))
