"""What single tests ask of an answer: the readings of `engine/readings.py`, as sets of the texts in a column."""

from __future__ import annotations

from typing import NamedTuple

from nervecheck.engine.compiled import OptionTest
from nervecheck.exchange.table import doubted, option_ids
from nervecheck.tree.conditions import CLEAR, NONE, UNSURE
from nervecheck.tree.model import Question, QuestionType


class Words(NamedTuple):
    """A test as two sets: one of `wanted` stands in the answer, or (negative) none; and what speaks against a clear answer.

    `against` counts where the test asks whether the question is clear: none of them stands there, or (negative) one does.
    """

    wanted: tuple[str, ...]
    against: tuple[str, ...] | None


def words_of(test: OptionTest, question: Question, outright: bool) -> Words:
    """The texts that decide the test; `outright` for the reading in which only what was said for certain counts."""
    if question.type is QuestionType.MANY:
        return _of_list(test, question, outright)
    return _of_one(test, question, outright)


def _of_one(test: OptionTest, question: Question, outright: bool) -> Words:
    clear = CLEAR in test.options
    said = [name for name in option_ids(question) if name in test.options or (clear and not question.is_danger(name))]
    not_sure = [UNSURE] if outright else []
    return Words((*said, *(_whole(test, question, outright) if test.positive else not_sure)), None)


def _of_list(test: OptionTest, question: Question, outright: bool) -> Words:
    ids = option_ids(question)
    named = [name for name in ids if name in test.options]
    none = [NONE] if NONE in test.options else []
    doubts, spoken = doubted(ids), [option.id for option in question.options if not option.leaves_clear]
    in_doubt = [*spoken, *doubted(spoken), UNSURE]
    if test.positive:
        read = [] if outright else _read(test, question, doubts)
        wanted = [*named, *none, *read, *_whole(test, question, outright)]
        against = in_doubt
    else:
        lines = doubts if UNSURE in test.options else doubted(named)
        wanted = [*named, *none, *([*lines, UNSURE] if outright else [])]
        against = spoken if outright else in_doubt
    return Words(tuple(wanted), tuple(against) if CLEAR in test.options else None)


def _read(test: OptionTest, question: Question, doubts: list[str]) -> list[str]:
    """The single lines of not sure that count as one of the options."""
    if UNSURE in test.options:
        return doubts
    return doubted(option.id for option in question.options if option.id in test.options and option.unsure_is_yes)


def _whole(test: OptionTest, question: Question, outright: bool) -> list[str]:
    """Not sure about the whole question, where that counts as one of the options."""
    counts = UNSURE in test.options or test.options.intersection(question.unsure or ())
    return [UNSURE] if counts and not outright and question.offers_unsure else []
