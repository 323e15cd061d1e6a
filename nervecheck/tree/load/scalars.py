"""How one value is read from its text: each type of the model that is no list, mapping, record or condition."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any, NamedTuple

from nervecheck.tree.conditions import RESERVED
from nervecheck.tree.terms import Alone, Code, Id, Link, Path, Urgency

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_URL = re.compile(r"https://[a-z0-9.-]+(/[^\s<>()\"'`\\]*)?", re.IGNORECASE)


class Reader(NamedTuple):
    """How a scalar is read: raises ValueError for what it does not take, which `allowed` or `words` explain."""

    read: Callable[[str], Any]
    words: str = "one of the words allowed"
    allowed: tuple[str, ...] = ()
    code: str = "bad-value"


def _id(text: str) -> str:
    if text in RESERVED or not _ID.fullmatch(text):
        raise ValueError
    return text


def _path(text: str) -> str:
    question, dot, option = text.partition(".")
    return _id(question) + dot + (_id(option) if dot else "")


def _link(text: str) -> str:
    if not _URL.fullmatch(text):
        raise ValueError
    return text


def _code(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise ValueError
    return text


def _text(text: str) -> str:
    if not text or text.isspace():
        raise ValueError
    return text


def _integer(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise ValueError
    return int(text)


def _decimal(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,6}(\.[0-9]{1,6})?", text):
        raise ValueError
    return float(text)


def _truth(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError
    return text == "true"


_ID_WORDS = f"small letters, digits and hyphens, begin with a letter, and not be {', '.join(RESERVED)}"
READERS: dict[Any, Reader] = {
    str: Reader(_text, "text that is not empty"),
    int: Reader(_integer, "a whole number"),
    float: Reader(_decimal, "a number such as 0.5"),
    bool: Reader(_truth, "true or false"),
    date: Reader(date.fromisoformat, "a date such as 2026-11-24"),
    Alone: Reader(_text, "text that is not empty"),
    Id: Reader(_id, _ID_WORDS, code="bad-id"),
    Path: Reader(_path, "the id of a question, or question.option", code="bad-id"),
    Link: Reader(_link, "an https address"),
    Code: Reader(_code, "a country code of two capital letters, such as GB"),
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
