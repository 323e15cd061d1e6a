"""The encoding of a tree: one formula over all possible people, what is true of each, asked or not, and their urgency.

A person is a set of variables for each question. A second person who differs from the first in one question shares
every other variable, and every gate that does not depend on that question.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from nervecheck.authoring.prove.answer_variables import AnswerVariables, answer_in, variables_for
from nervecheck.authoring.prove.dependencies import Dependencies, all_seen, by_question
from nervecheck.authoring.prove.formula import FALSE, TRUE, Formula
from nervecheck.engine.compiled import Count, NumberTest, OptionTest, Test, compiled, conjuncts, tests_in
from nervecheck.engine.number_ranges import cuts_of, every_test
from nervecheck.engine.plan import Consequence, meaning_of, plan, shown
from nervecheck.engine.readings import decided
from nervecheck.tree.conditions import CLEAR, NONE, UNSURE
from nervecheck.tree.model import Question, QuestionType, Tree
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set

    from nervecheck.engine.answer import Answer
    from nervecheck.engine.compiled import SingleTest

_DEFINITE = ("definite", "outright")  # the readings in which a doubt is neither a yes nor a no
_LONG = 24  # parts from which on a test is made of groups; of the 600 that ten copies of the shipped folder have, that makes 25


class Encoding:
    """The formula of a tree, with one person in it from the start: `first`."""

    def __init__(self, tree: Tree, beside: Encoding | None = None, margin: int = 0) -> None:
        """`beside` is an encoding of another tree with the same questions and answers, in which nothing was encoded yet.

        The two share the formula and the answers of the first person, so that it says what that person comes to in both trees.
        With a `margin`, numbers are told apart so much beside each bound too: a tree whose bounds differ by no more than that
        can be put beside this one at any time.
        """
        self.tree, self.plan = tree, plan(tree)
        self.formula: Formula = Formula() if beside is None else beside.formula
        meaning = meaning_of(tree)
        self.dependencies = Dependencies(self.plan)
        self.premises = {promise.id: compiled(promise.if_, meaning) for promise in tree.promises}
        options = {(q.id, o.id): o.settled for q in tree.questions.values() for o in q.options}
        self.settled = {at: compiled(when, meaning) for at, when in options.items() if when is not None}
        read = [*every_test(self.plan), *all_seen(tree), *shown(tree).findings.values()]
        cuts = cuts_of([*read, *self.premises.values(), *self.settled.values()])
        self.cuts = {name: {end + by for end in ends for by in range(-margin, margin + 1)} for name, ends in cuts.items()}
        late = (section for section in tree.about.sections if section.from_ is not None)
        self.waiting = frozenset(question.id for section in late for question in section.questions)
        self._grouped: dict[int, tuple[Test, Count]] = {}
        self._number = {name: number for number, name in enumerate(tree.questions)}
        self.first = PersonVariables(self)
        if beside is not None:
            for name, ends in self.cuts.items():
                beside.cuts.setdefault(name, set()).update(ends)
            self.cuts, self.first.given = beside.cuts, beside.first.given

    @cached_property
    def behind(self) -> Mapping[str, Sequence[Consequence]]:
        """For each question the rules and raises that depend on it, directly or through guards."""
        depends = self.dependencies.of
        return by_question(self.tree, [(item, depends(item.test)) for item in self.plan.consequences])

    @cached_property
    def naming(self) -> Mapping[str, Sequence[Consequence]]:
        """For each question the rules and raises that look at its answer."""
        named = [(item, item.asks) for item in self.plan.consequences]
        return by_question(self.tree, named)

    @cached_property
    def seen(self) -> Mapping[str, Sequence[Test]]:
        """For each question what decides what anybody sees and can depend on it, what waits last.

        Self-care is not among it, which has a reading of its own.
        """
        tests = sorted({id(test): test for test in all_seen(self.tree)}.values(), key=self.waits)
        return by_question(self.tree, [(test, self.dependencies.of(test)) for test in tests])

    @cached_property
    def care(self) -> Mapping[str, Sequence[Test]]:
        """For each question what self-care asks for that can depend on its answer."""
        return by_question(self.tree, [(test, self.dependencies.of(test)) for test in conjuncts(self.plan.self_care)])

    def waits(self, test: Test) -> bool:
        """Whether the test decides a list that waits for an urgency, or can depend on one, and so on nearly every rule."""
        return self.opens_late(test) or not self.waiting.isdisjoint(self.dependencies.of(test))

    def opens_late(self, test: Test) -> bool:
        """Whether the test decides a list that waits for an urgency."""
        return id(test) in self._guards_of_waiting

    @cached_property
    def _guards_of_waiting(self) -> frozenset[int]:
        return frozenset(id(self.plan.guards[name]) for name in self.waiting)

    def in_groups(self, test: Count) -> Count:
        """The same test; of a long "any" or "all" with groups of parts, as a second person shares those that do not differ."""
        number, parts = test
        if len(parts) <= _LONG or number not in (1, len(parts)):
            return test
        if id(test) not in self._grouped:
            groups = [parts[start : start + _LONG] for start in range(0, len(parts), _LONG)]
            made = [Count(1 if number == 1 else len(group), group) for group in groups]
            self._grouped[id(test)] = test, Count(1 if number == 1 else len(made), tuple(made))
        return self._grouped[id(test)][1]

    def given(self, question: Question) -> AnswerVariables:
        """Fresh variables for an answer that the question allows."""
        cuts, bit = self.cuts.get(question.id, set()), 1 << self._number[question.id]
        return variables_for(question, cuts, lambda answer: self._calls(question, answer), self.formula, bit)

    def _calls(self, question: Question, answer: Answer) -> int:
        """How much the answer calls for: what speaks for a rule or a raise, and against self-care."""
        for_care, for_call = self._about[question.id]
        view = {question.id: decided(question, answer)}
        calls = sum(test.value(view) is True for test in for_call)
        return calls + sum(test.value(view) is not True for test in for_care)

    @cached_property
    def _about(self) -> Mapping[str, tuple[Sequence[SingleTest], Sequence[SingleTest]]]:
        """For each question what is asked of its answer: by self-care, and by rules and raises."""
        care = ((test, [test.question]) for test in tests_in(self.plan.self_care))
        call = ((test, [test.question]) for item in self.plan.consequences for test in tests_in(item.test))
        of_care, of_call = by_question(self.tree, care), by_question(self.tree, call)
        return {name: (of_care[name], of_call[name]) for name in self.tree.questions}

    def with_other(self, *names: str) -> PersonVariables:
        """A person like the first in everything but the answers to these questions."""
        return PersonVariables(self, self.first, frozenset(names))


class _AnswersOfPerson(dict[str, AnswerVariables]):
    """The variables of a person's answers, made when first asked for; those of another person where they are shared."""

    def __init__(self, encoding: Encoding, like: PersonVariables | None, but: frozenset[str]) -> None:
        super().__init__()
        self._encoding, self._like, self._but = encoding, like, but

    def __missing__(self, name: str) -> AnswerVariables:
        if self._like is not None and name not in self._but:
            return self._like.given[name]
        self[name] = made = self._encoding.given(self._encoding.tree.questions[name])
        return made


class PersonVariables:
    """The variables of one person, and the tests over them in the readings of the design."""

    def __init__(self, encoding: Encoding, like: PersonVariables | None = None, but: frozenset[str] = frozenset()) -> None:
        self.encoding, self.like, self.but = encoding, like, but
        self.given = _AnswersOfPerson(encoding, like, but)
        # by identity, as hashing a deep test costs more than encoding it; the test is kept, or its id could be used again
        self._memo: dict[tuple[int, str], tuple[Test, int]] = {}
        self._asked: dict[str, int] = {}

    def asked(self, name: str) -> int:
        """That the question applies to this person."""
        if name not in self._asked:
            self._asked[name] = self.holds(self.encoding.plan.guards[name])
        return self._asked[name]

    def holds(self, test: Test, reading: str = "decision") -> int:
        """That the test is true of this person: in the decision or the definite reading, or of what is true, asked or not.

        That is read as a decision is ("true"), or by what is definite alone ("outright").
        """
        if self.like is not None and self.but.isdisjoint(self.encoding.dependencies.of(test)):
            return self.like.holds(test, reading)
        key = (id(test), reading)
        if key not in self._memo:
            self._memo[key] = test, self._made(test, reading)
        return self._memo[key][1]

    def _made(self, test: Test, reading: str) -> int:
        match test:
            case Count():
                number, parts = self.encoding.in_groups(test)
                return self.encoding.formula.at_least(number, tuple([self.holds(part, reading) for part in parts]))
            case OptionTest():
                return self._option(test, reading)
            case NumberTest():
                return self._number(test, reading)

    def _option(self, test: OptionTest, reading: str) -> int:
        formula, asked, question = self.encoding.formula, self._applies(test.question, reading), test.question
        if reading in _DEFINITE and not test.positive:
            denied = (self._denied(question, name) for name in sorted(test.options))
            return formula.every([asked, -self.given[question].whole, *denied])
        chosen = self._read if test.positive and reading not in _DEFINITE else self._said
        said = formula.some(chosen(question, name) for name in sorted(test.options))
        # clear is also a question that is not asked
        holds = formula.some([-asked, said]) if CLEAR in test.options else formula.every([asked, said])
        return holds if test.positive else -holds

    def _number(self, test: NumberTest, reading: str) -> int:
        formula, asked = self.encoding.formula, self._applies(test.question, reading)
        low, high = test.low, test.high
        spans = self.given[test.question].spans
        inside = formula.some(v for a, b, v in spans if (low is None or a >= low) and (high is None or b <= high))
        if reading in _DEFINITE:
            return formula.every([asked, inside if test.positive else -inside])
        holds = formula.every([asked, inside])
        return holds if test.positive else -holds

    def _applies(self, name: str, reading: str) -> int:
        return TRUE if reading in ("true", "outright") else self.asked(name)

    def _said(self, name: str, word: str) -> int:
        given = self.given[name]
        if word in (NONE, CLEAR):
            return self._none(name) if word == NONE else self._clear(name)
        return FALSE if word == UNSURE else self._shown(name, word, given.yes[word])

    def _none(self, name: str) -> int:
        """That they say "none of these": nothing fits, or nothing that they are shown."""
        given, formula = self.given[name], self.encoding.formula
        if all((name, word) not in self.encoding.plan.offers for word in given.unsure):
            return given.none
        ticks = (self._shown(name, word, literal) for part in (given.yes, given.unsure) for word, literal in part.items())
        return formula.every([-given.whole, *(-tick for tick in ticks)])

    def _clear(self, name: str) -> int:
        """That their answer leaves the question clear: nothing that is chosen or not sure speaks against it."""
        doubts = self._speaking(name, self.given[name].unsure)
        return self.encoding.formula.every([-self.given[name].whole, -self._against_clear(name), -doubts])

    def _against_clear(self, name: str) -> int:
        """That they choose something that leaves the question not clear."""
        return self._speaking(name, self.given[name].yes)

    def _speaking(self, name: str, marked: Mapping[str, int]) -> int:
        """That a word is marked that leaves the question not clear: in a list all but the harmless, else a danger sign."""
        question = self.encoding.tree.questions[name]
        leaves = {option.id for option in question.options if option.leaves_clear}
        many = question.type is QuestionType.MANY
        against = (word for word in marked if (word not in leaves if many else question.is_danger(word)))
        return self.encoding.formula.some(self._shown(name, word, marked[word]) for word in against)

    def _read(self, name: str, word: str) -> int:
        """The option as rules read it, "not sure" included."""
        given, question, formula = self.given[name], self.encoding.tree.questions[name], self.encoding.formula
        if word == CLEAR:
            return self._clear(name)
        if word == UNSURE:
            return formula.some([given.whole, *(self._shown(name, n, v) for n, v in given.unsure.items())])
        option = question.option(word)
        doubted = given.unsure.get(word, FALSE) if option is not None and option.unsure_is_yes else FALSE
        whole = given.whole if word in (question.unsure or ()) else FALSE
        return formula.some([self._said(name, word), self._shown(name, word, doubted), whole])

    def _denied(self, name: str, word: str) -> int:
        given, formula = self.given[name], self.encoding.formula
        if word == UNSURE:
            return -formula.some(given.unsure.values())
        if word in (NONE, CLEAR):
            return -self._none(name) if word == NONE else self._against_clear(name)
        return -formula.some([self._said(name, word), self._shown(name, word, given.unsure.get(word, FALSE))])

    def _shown(self, name: str, word: str, literal: int) -> int:
        test = self.encoding.plan.offers.get((name, word))
        return literal if test is None else self.encoding.formula.every([literal, self.holds(test)])

    def at_least(self) -> dict[Urgency, int]:
        """For each urgency above self-care, that this person's urgency is at least that."""
        formula, level = self.encoding.formula, self.before_escalation()
        for step, test in self.encoding.plan.escalations:
            above = level.get(Urgency(step.from_ + 1), FALSE) if step.from_ < Urgency.AMBULANCE else FALSE
            here = level.get(step.from_, TRUE)
            lifted = formula.every([here, -above, self.holds(test)])
            level |= {u: formula.some([level[u], lifted]) for u in level if step.from_ < u <= step.to}
        return level

    def before_escalation(self) -> dict[Urgency, int]:
        """The same by rules and self-care alone."""
        formula, plan_ = self.encoding.formula, self.encoding.plan
        level = self.fired(plan_.consequences)
        limited = [self.holds(test) for _, test in plan_.limits]
        anything = formula.some([self.holds(item.test) for item in plan_.consequences] + limited)
        return level | {Urgency.ROUTINE: -formula.every([-anything, self.holds(plan_.self_care, "definite")])}

    def fired(self, items: Iterable[Consequence]) -> dict[Urgency, int]:
        """For each urgency above routine, that one of these consequences calls for at least that."""
        held = [(item.urgency, self.holds(item.test)) for item in items]
        formula = self.encoding.formula
        return {u: formula.some(v for urgency, v in held if urgency >= u) for u in Urgency if u > Urgency.ROUTINE}

    def record(self, solution: Set[int]) -> dict[str, Answer]:
        """What is true of this person in a solution, for every question; calm where the solution says nothing."""
        return {name: answer_in(self.given[name], solution, self.encoding.formula) for name in self.encoding.tree.questions}
