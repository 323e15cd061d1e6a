"""What a condition or a statement names: questions, options, findings and sources that must be there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from nervecheck.base.problems import Mark, Problem, missing_comma, nearest, quoted
from nervecheck.tree.conditions import CLEAR, NONE, UNSURE, Chosen, Condition, Named, Within, atoms
from nervecheck.tree.model import Question, QuestionType, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator


class Stated(Protocol):
    """Whatever rests on sources."""

    @property
    def mark(self) -> Mark:
        """Where it stands."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of its sources."""


def names(condition: Condition, tree: Tree) -> Iterator[Problem]:
    """Every name in the condition that leads nowhere, and every bound that cannot hold."""
    for atom, _ in atoms(condition):
        match atom:
            case Named(name, mark):
                yield from _finding_name(name, mark, tree)
            case Chosen(name, options, mark):
                yield from _options(name, options, mark, tree)
            case Within(name, low, high, mark):
                yield from _bounds(name, low, high, mark, tree)


def _finding_name(name: str, mark: Mark, tree: Tree) -> Iterator[Problem]:
    question = tree.questions.get(name)
    if question is None and name not in tree.findings:
        yes_no = [question.id for question in tree.questions.values() if question.type is QuestionType.YES_NO]
        owner = next((question.id for question in tree.questions.values() if question.option(name) is not None), "")
        hint = f"Write {{{owner}: {name}}}." if owner else nearest(name, [*tree.findings, *yes_no])
        if not owner and not name.replace("-", "").isalnum():
            hint = "An answer is written {question: option}, and several {all: [...]} or {any: [...]}."
        yield Problem(mark, "unknown-finding", f"{quoted(name)} is no finding.", hint)
    elif question is not None and question.type is not QuestionType.YES_NO:
        hint = f"Say what of it: {{{name}: ...}}."
        yield Problem(mark, "unknown-finding", f"'{name}' is a question, and no finding.", hint)


def _options(name: str, options: tuple[str, ...], mark: Mark, tree: Tree) -> Iterator[Problem]:
    question = tree.questions.get(name)
    if question is None:
        yield _no_question(name, mark, tree)
        return
    if question.type is QuestionType.NUMBER:
        yield Problem(mark, "wrong-type", f"'{name}' is answered with a number.", "Write {min: 18}, {max: 65} or both.")
        return
    allowed = list(choices(question))
    for option in options:
        if option not in allowed:
            found = f"{quoted(option)} is no option of '{name}'."
            yield Problem(mark, "unknown-option", found, _several(options, option, allowed) or nearest(option, allowed))


def _several(options: tuple[str, ...], wrong: str, allowed: list[str]) -> str:
    """How several options are written that stand together as one; empty where they are not all allowed ones."""
    words = re.split(r"\s*,\s*|\s+(?:or|and)\s+|\s+", wrong)
    if not set(words) <= set(allowed):
        return ""
    whole = [word for option in options for word in (words if option == wrong else [option])]
    comma = missing_comma(wrong, allowed)
    return f"{comma} Write [{', '.join(whole)}].".lstrip()


def _no_question(name: str, mark: Mark, tree: Tree) -> Problem:
    if name in tree.findings:
        return Problem(mark, "unknown-question", f"'{name}' is a finding, and no question.", f"Write it alone: {name}.")
    return Problem(mark, "unknown-question", f"{quoted(name)} is no question.", nearest(name, tree.questions))


def choices(question: Question) -> Iterator[str]:
    """Every word that a condition may name of the question's answer, in the order offered."""
    yield from ("yes", "no") if question.type is QuestionType.YES_NO else (option.id for option in question.options)
    if question.type is QuestionType.MANY:
        yield from (NONE, CLEAR)
    if question.offers_unsure or question.type is QuestionType.MANY:
        yield UNSURE


def _bounds(name: str, low: int | None, high: int | None, mark: Mark, tree: Tree) -> Iterator[Problem]:
    question = tree.questions.get(name)
    if question is None:
        yield _no_question(name, mark, tree)
    elif question.type is not QuestionType.NUMBER:
        yield Problem(mark, "wrong-type", f"'{name}' is not answered with a number.", "Name its options.")
    elif low is not None and high is not None and low > high:
        yield Problem(mark, "bad-value", f"No number is at least {low} and at most {high}.")
    elif question.low is not None and question.high is not None and question.low <= question.high:
        for bound in (low, high):
            if bound is not None and not question.low <= bound <= question.high:
                found = f"{bound} cannot be answered to '{name}', which goes from {question.low} to {question.high}."
                yield Problem(mark, "out-of-range", found, "Give a bound within that, or leave it out.")


def sources(item: Stated, tree: Tree, both: bool = False) -> Iterator[Problem]:
    """Every source named that is not there; that it rests on nothing, or, unless `both` may be, on sources and on judgement."""
    for name in item.sources:
        if name not in tree.sources:
            found, at = f"{quoted(name)} is no source.", ("sources", name)
            yield Problem(item.mark, "unknown-source", found, nearest(name, tree.sources, listed=True), at=at)
    basis = getattr(item, "basis", None)
    if not item.sources and basis is None:
        yield Problem(item.mark, "missing-source", "No source is named here.", "Give `sources`, or `basis: judgement`.")
    if item.sources and basis is not None and not both:
        hint = "Leave `basis` out, or the sources where they do not say it."
        yield Problem(item.mark, "source-and-basis", "It rests on a source and on judgement.", hint, at=("basis",))
