"""Tests of the engine as SQL, in three readings.

Decision: true or false; of a question that is not asked or not answered, nothing is chosen. Interview: NULL where an answer
that may still come decides. Outright: only what was said for certain counts, for what lowers an urgency; NULL as before.
"""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from sqlglot import expressions as exp

from nervecheck.engine.compiled import Count, NumberTest, OptionTest, SingleTest, Test, tests_in
from nervecheck.engine.plan import Plan, meaning_of, plan
from nervecheck.exchange.sql.facts import Facts, column
from nervecheck.exchange.sql.lines import any_line, as_number, parts
from nervecheck.exchange.sql.logic import (
    answered,
    at_least,
    between,
    case,
    every,
    is_null,
    negated,
    number,
    one_of,
    some,
    sure,
    truth,
)
from nervecheck.exchange.sql.words import words_of
from nervecheck.tree.conditions import CLEAR
from nervecheck.tree.model import QuestionType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from nervecheck.tree.model import Question, Tree


class Reading(StrEnum):
    """How the answers are read; the value begins the names of columns in that reading."""

    DECISION = ""
    INTERVIEW = "maybe "
    OUTRIGHT = "surely "


class Tests:
    """The tests of a tree as expressions over the columns of `facts`, which are added where they are first needed.

    `whole` takes the records for such as have no gaps (`gaps`): of them every reading but what was said outright is the same.
    """

    def __init__(self, tree: Tree, whole: bool = False) -> None:
        self.tree, self.plan, self.facts, self.whole = tree, plan(tree), Facts(), whole
        # by identity, as the engine shares the test of a finding among all who name it, and equal tests may have two names
        self._names: dict[int, tuple[str, str]] = {}
        meaning = meaning_of(tree)
        for name in tree.findings:
            self._names.setdefault(id(meaning.test(name, True)), (f"finding {name}", ""))
            self._names.setdefault(id(meaning.test(name, False)), (f"without {name}", ""))
        for item in self.plan.consequences:
            if item.step is None:
                self._names[id(item.test)] = f"rule {item.rule.id}", f"{item.rule.urgency.id}: {item.rule.title}"

    def reading(self, wanted: Reading) -> Reading:
        """The reading that comes to the same."""
        return Reading.DECISION if self.whole and wanted is Reading.INTERVIEW else wanted

    def value(self, test: Test, reading: Reading = Reading.DECISION) -> exp.Expr:
        """Whether the test holds."""
        reading = self.reading(reading)
        if not isinstance(test, Count):
            return self._single(test, reading)
        if id(test) not in self._names or not test.parts:
            return self._count(test, reading)
        name, comment = self._names[id(test)]
        return self.once(f"{reading}{name}", lambda: self._count(test, reading), "" if reading else comment)

    def asked(self, name: str, reading: Reading = Reading.DECISION) -> exp.Expr:
        """Whether the question applies."""
        reading = self.reading(reading)
        return self.once(f"{reading}asked {name}", lambda: self.value(self.plan.guards[name], reading))

    def gaps(self) -> exp.Expr:
        """That a question is asked and not answered, of those that somebody's decision depends on."""
        decisive = {part.question for test in _all_tests(self.plan) for part in tests_in(test)}.union(
            self.tree.core, self.tree.follow_ups
        )
        asked = [every([self.asked(name), is_null(column(name))]) for name in self.tree.questions if name in decisive]
        return some(asked)

    def settled(self, name: str) -> exp.Expr:
        """Whether no answer to the question can come any more: it is answered, or certainly not asked."""
        if self.whole:
            return truth(True)

        def made() -> exp.Expr:
            maybe = self.asked(name, Reading.INTERVIEW)
            return sure(some([every([maybe, negated(is_null(column(name)))]), negated(maybe)]))

        return self.once(f"settled {name}", made)

    def seen(self, name: str) -> exp.Expr:
        """The answer, where the question is asked."""
        asked = self.asked(name)
        if _is_true(asked):
            return column(name)
        return self.once(f"seen {name}", lambda: case((asked, column(name))))

    def once(self, name: str, made: Callable[[], exp.Expr], comment: str = "") -> exp.Expr:
        """The column of that name, made where it is not there yet; what is always the same needs none."""
        return self.facts.column(name) if name in self.facts else self.named(name, made(), comment)

    def named(self, name: str, value: exp.Expr, comment: str = "") -> exp.Expr:
        """The value as a new column; what is always the same, or a column already, stays as it is."""
        return value if isinstance(value, exp.Boolean | exp.Column) else self.facts.add(name, value, comment)

    def _count(self, test: Count, reading: Reading) -> exp.Expr:
        parts = [self.value(part, reading) for part in test.parts]
        return at_least(test.number, parts, two_valued=reading is Reading.DECISION)

    def _single(self, test: SingleTest, reading: Reading) -> exp.Expr:
        outright = reading is Reading.OUTRIGHT
        value = self.once(f"{'said ' if outright else ''}{_named(test)}", lambda: self._holds(test, outright))
        settled = self.settled(test.question)
        if reading is Reading.DECISION or _is_true(settled):
            return value
        return self.once(f"{reading}{_named(test)}", lambda: case((settled, value)))

    def _holds(self, test: SingleTest, outright: bool) -> exp.Expr:
        """That the answer makes the test true; of a question that is not asked, that nothing is chosen and all is clear."""
        question, seen = self.tree.questions[test.question], self.seen(test.question)
        if isinstance(test, NumberTest):
            inside = between(seen, test.low, test.high)
            return answered(seen, inside if test.positive else negated(inside), unasked=not (test.positive or outright))
        words = words_of(test, question, outright)
        if question.type is not QuestionType.MANY:
            chosen = one_of(seen, words.wanted)
            unasked = CLEAR in test.options and test.positive if outright else (CLEAR in test.options) is test.positive
            return answered(seen, chosen if test.positive else negated(chosen), unasked)
        chosen, unclear = self.seen_line(question, words.wanted), self.seen_line(question, words.against or ())
        if test.positive:
            return chosen if words.against is None else some([chosen, negated(unclear)])
        parts = [negated(chosen)] if words.against is None else [negated(chosen), unclear]
        return every([*parts, self.asked(question.id), negated(is_null(column(question.id)))] if outright else parts)

    def lines(self, question: Question) -> list[exp.Expr]:
        """The numbers that hold the list (`lines.py`), whether it is asked or not."""

        def one(place: int) -> exp.Expr:
            return self.once(_place("lines", question, place), lambda: as_number(column(question.id), question, place))

        return [one(place) for place in range(len(parts(question)))]

    def seen_line(self, question: Question, words: Iterable[str]) -> exp.Expr:
        """That one of these texts stands in the list, and the question is asked."""
        asked, lines = self.asked(question.id), self.lines(question)

        def seen(place: int) -> exp.Expr:
            made = partial(case, (asked, lines[place]), otherwise=number(0))
            return self.once(_place("seen lines", question, place), made)

        return any_line(lines if _is_true(asked) else [*map(seen, range(len(lines)))], question, words)


def _all_tests(compiled: Plan) -> Iterator[Test]:
    """Every test that the outcome depends on."""
    yield from (item.test for item in compiled.consequences)
    yield from (test for _, test in (*compiled.escalations, *compiled.limits))
    yield from (*compiled.guards.values(), *compiled.offers.values(), compiled.self_care)


def _place(kind: str, question: Question, place: int) -> str:
    return f"{kind} of {question.id}{f' {place + 1}' if place else ''}"


def _is_true(value: exp.Expr) -> bool:
    return isinstance(value, exp.Boolean) and value.this is True


def _named(test: SingleTest) -> str:
    """The test in words, as the name of its column: `ces: numb, start`, or `ces: not numb, start`."""
    no = "" if test.positive else "not "
    if isinstance(test, OptionTest):
        return f"{test.question}: {no}{', '.join(sorted(test.options))}"
    low, high = ("" if end is None else str(end) for end in (test.low, test.high))
    return f"{test.question}: {no}{low}..{high}"
