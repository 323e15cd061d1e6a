"""A typed line as an answer. Nothing here knows a terminal; what is no answer is refused with the reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.tree.model import Question, QuestionType

if TYPE_CHECKING:
    from nervecheck.tree.model import Option

NOT_SURE = ("u", "unsure")
_NUMBER = re.compile(r"-?[0-9]{1,9}")


class Unclear(ValueError):
    """What was typed is no answer; the message says why."""


def read(typed: str, question: Question, options: tuple[Option, ...], which: bool = False) -> Answer:
    """The answer that the line stands for; asked which might be true, every choice is one not sure of. Raises Unclear."""
    if typed.lower() in NOT_SURE and not which:
        return NotSure()
    if typed.lower() == "p" and question.sensitive:
        return NotSure()
    if question.type is QuestionType.NUMBER:
        return number(typed)
    names = ("yes", "no") if question.type is QuestionType.YES_NO else tuple(option.id for option in options)
    words = [word for word in re.split(r"[,;\s]+", typed) if word]
    if not words:
        raise Unclear("Nothing is chosen for you: an answer is needed.")
    if question.type is not QuestionType.MANY:
        if len(words) > 1:
            raise Unclear("One answer is needed here, and no more.")
        return Picked((_name(words[0], names),))
    return _several([word.rstrip("?") + "?" for word in words] if which else words, names)


def number(typed: str) -> Number:
    """The whole number typed; raises Unclear."""
    if not _NUMBER.fullmatch(typed):
        raise Unclear(f"'{typed}' is no whole number." if typed else "A number is needed.")
    return Number(int(typed))


def _several(words: list[str], names: tuple[str, ...]) -> Answer:
    if any(word.rstrip("?") in ("0", "none") for word in words):
        if len(words) > 1:
            raise Unclear("0 means none of these, so it stands alone.")
        return NoneOfThese()
    doubted = {_name(word[:-1], names) for word in words if word.endswith("?")}
    chosen = {_name(word, names) for word in words if not word.endswith("?")}
    return Picked(tuple(n for n in names if n in chosen), tuple(n for n in names if n in doubted - chosen))


def _name(word: str, names: tuple[str, ...]) -> str:
    if word.isascii() and word.isdigit() and len(word) < 5 and 1 <= int(word) <= len(names):
        return names[int(word) - 1]
    if word.lower() in names:
        return word.lower()
    raise Unclear(f"'{word}' is not in the list.")
