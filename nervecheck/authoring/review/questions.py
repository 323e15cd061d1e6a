"""The questions of the review page: words, whom each is asked, and what each answer leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.authoring.review.alone import SingleAnswers
from nervecheck.engine.answer import NoneOfThese, NotSure, Picked
from nervecheck.engine.compiled import OptionTest, tests_in
from nervecheck.engine.plan import plan
from nervecheck.report.document import Block, Bullets, Heading, Paragraph
from nervecheck.tree.model import QuestionType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nervecheck.authoring.review.alone import Alone
    from nervecheck.authoring.review.numbers import Numbers
    from nervecheck.engine.answer import Answer
    from nervecheck.tree.model import Option, Question, Section, Tree
    from nervecheck.tree.terms import Urgency


class QuestionBlocks:
    """Makes the blocks of each question of one tree."""

    def __init__(self, tree: Tree, numbers: Numbers) -> None:
        self.tree, self.numbers, self.single = tree, numbers, SingleAnswers(tree)
        self.asked_after: dict[tuple[str, str], list[str]] = {}  # option -> the questions that it opens
        for name, guard in plan(tree).guards.items():
            if tree.section_of(name).from_ is not None:  # every rule that is urgent enough opens it
                continue
            tests = {test for test in tests_in(guard) if isinstance(test, OptionTest) and test.positive}
            for answer in {(test.question, option) for test in tests for option in test.options}:
                self.asked_after.setdefault(answer, []).append(numbers.questions[name])

    def section(self, section: Section) -> Iterator[Block]:
        """The questions of the section, in order."""
        if section.optional:
            yield Paragraph("Asked after the result, if at all. Nothing here can change an urgency.")
        for question in section.questions:
            yield Heading(f"{self.numbers.questions[question.id]}. {question.topic} ({question.id})", 3)
            yield from self._question(question, section)

    def _question(self, question: Question, section: Section) -> Iterator[Block]:
        yield Paragraph(f"Asked: {' '.join(text for text in (question.ask, question.help) if text)}")
        if question.why:
            yield Paragraph(f"Why, for who wants to know: {question.why}")
        yield Paragraph(f"To whom: {'; '.join(self._whom(question, section)) or 'everybody'}.")
        yield Paragraph(f"Form: {self._form(question)}.")
        yield Bullets(tuple(self._answers(question)))

    def _whom(self, question: Question, section: Section) -> Iterator[str]:
        """Every condition under which it is asked; who opens it by a gate is asked it also without its own `when`."""
        if section.from_ is not None:
            yield f"once the answers before call for {self._level(section.from_)}"
        if section.when is not None:
            yield f"whoever answered {self.numbers.words(section.when)}"
        own = [] if question.when is None else [self.numbers.words(question.when)]
        gates = self.tree.opened.get(question.id, {})
        opened = [f"{self.numbers.labels(gate, lines)} ({self.numbers.questions[gate]})" for gate, lines in gates.items()]
        if opened or own:
            yield f"whoever answered {', or '.join([*opened, *own])}"

    def _form(self, question: Question) -> str:
        forms = {
            QuestionType.YES_NO: "yes or no",
            QuestionType.ONE: "one answer",
            QuestionType.MANY: "any number of lines, or none of these",
            QuestionType.NUMBER: f"a number from {question.low} to {question.high} {question.unit}".rstrip(),
        }
        told = [forms[question.type]]
        told += ["each line only opens its list of signs"] if question.gate else []
        told += ["not sure shows the list once more, as which might be true"] if question.asks_which else []
        told += ["a line that is not sure is asked about once more"] if question.ask_again else []
        told += ["may be passed over with rather not say, which counts as not sure"] if question.sensitive else []
        told += ["asked also where it can change nothing"] if question.core or question.follow_up else []
        return "; ".join(told)

    def _answers(self, question: Question) -> Iterator[str]:
        if question.type is QuestionType.YES_NO:
            for word in ("yes", "no"):
                danger = " DANGER SIGN." if question.is_danger(word) else ""
                yield f"{word.capitalize()}:{danger} {self._leads(question, Picked((word,)))}"
        for option in question.options:
            yield f'"{option.label}" ({option.id}): {" ".join(self._option(question, option))}'
        if question.type is QuestionType.MANY and not question.gate:
            yield f"None of these: {self._leads(question, NoneOfThese())}"
        if question.unsure is not None:
            counts = self.numbers.labels(question.id, question.unsure) if question.unsure else "none of the answers"
            yield f"Not sure: counts as {counts}. {self._leads(question, NotSure())}"

    def _option(self, question: Question, option: Option) -> Iterator[str]:
        if option.danger:
            yield "DANGER SIGN."
        if option.hint:
            yield f"Shown below it: {option.hint.rstrip('.')}."
        if option.when is not None:
            yield f"Shown to whoever answered {self.numbers.words(option.when)}."
        if option.opens:
            yield f"Opens {', '.join(self.numbers.questions[name] for name in option.opens)}, also when not sure."
            return
        yield self._leads_to(question, option)
        if option.danger and (after := self.asked_after.get((question.id, option.id))):
            yield f"Then asked: {', '.join(after)}."
        if option.settled is not None:
            yield f"Settled by {self.numbers.words(option.settled)}."
        if option.note:
            yield f"Said when chosen: {option.note}"
        if option.harmless:
            yield "Ordinary: leaves the list clear."
        if question.type is QuestionType.MANY:
            yield f"Not sure counts as {'yes' if option.unsure_is_yes else 'no'}."

    def _leads(self, question: Question, answer: Answer) -> str:
        found = self.single.alone(question.id, answer)
        rules = ", ".join(self.numbers.rules[rule.id] for rule in found.rules)
        limits = ", ".join(self.numbers.limits[limit.id] for limit in found.limits)
        covered = f"; not covered ({limits})" if limits else ""
        if found.most is None or rules:
            return f"Alone: {self._levels(found)}{f' ({rules})' if rules else ''}{covered}."
        return f"Alone: no rule of its own, {self._levels(found)} with what opens the question{covered}."

    def _leads_to(self, question: Question, option: Option) -> str:
        """What the option leads to alone, and in which rules and raises it counts with other answers."""
        also = ", ".join(self._also(question, option))
        return self._leads(question, Picked((option.id,))) + (f" Counts with other answers in: {also}." if also else "")

    def _also(self, question: Question, option: Option) -> Iterator[str]:
        """The rules and raises that look for the option and need more than it."""
        alone = self.single.alone(question.id, Picked((option.id,))).rules
        for item in self.single.looking_for(question.id, option.id):
            if item.step is not None:
                yield f"the raise of {self.numbers.rules[item.rule.id]} to {self._level(item.step.to)}"
            elif item.rule not in alone:
                yield self.numbers.rules[item.rule.id]

    def _levels(self, found: Alone) -> str:
        if found.most is None:
            return "no rule"
        least = "no rule" if found.least is None else self._level(found.least)
        return least if found.least is found.most else f"{least} to {self._level(found.most)}"

    def _level(self, urgency: Urgency) -> str:
        return self.tree.advice.actions[urgency.id].word.upper()
