"""The interview as a frozen state: a fold of answers keyed by question id. Answer, go back and resume are replays.

Both faces, answers files and the Python API drive these same transitions, so the same answers give the same result
(design, law 6).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from nervecheck.base.problems import quoted
from nervecheck.engine.answer import Answer, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.needed import Progress, not_asked, progress
from nervecheck.engine.plan import plan
from nervecheck.engine.readings import reports_danger
from nervecheck.engine.triage import decision, offered, still_valid
from nervecheck.tree.conditions import NONE, UNSURE
from nervecheck.tree.model import Option, Question, QuestionType, Tree
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nervecheck.engine.compiled import Seen


AGAIN = "You were not sure here. Which is more true than not?"
STILL_UNSURE = "None is an answer too. Still cannot tell? Mark it not sure again."
_NOTHING = Picked(())


class NotOffered(ValueError):
    """An answer that the question does not allow; the message says why and what is allowed."""


@dataclass(frozen=True)
class Interview:
    """One person's answers so far, in the order given, and the question gone back to, if any.

    `asked_again` names the lists whose lines of "not sure" have been asked about once more.
    """

    tree: Tree
    answers: Mapping[str, Answer]
    revisited: str | None = None
    asked_again: frozenset[str] = frozenset()

    @cached_property
    def progress(self) -> Progress:
        """The bounds of the urgency, and what is still needed."""
        return progress(self.tree, self.answers)

    @cached_property
    def decision(self) -> tuple[Mapping[str, Seen], frozenset[str]]:
        """The answers as rules read them, and the questions that apply."""
        return decision(self.tree, self.answers)

    @property
    def question(self) -> Question | None:
        """The question to ask now; None when the record is complete."""
        if self.revisited is not None:
            return self.tree.questions[self.revisited]
        missing = self.progress.missing
        return self.tree.questions[missing[0]] if missing else None

    @cached_property
    def doubted(self) -> Question | None:
        """The lines of an answered list that are not sure, as the question to put before any other; None when there is none.

        A line that fits by half is often marked so. Whoever looks at it alone can mostly tell, and nobody is sent anywhere
        for a line that was not looked at twice. In an emergency it is asked only where a "no" would end that emergency.
        """
        if self.revisited is not None:
            return None
        _, applied = self.decision
        for name, given in self.answers.items():
            question = self.tree.questions[name]
            if not (question.ask_again and isinstance(given, Picked) and given.unsure) or name in self.asked_again:
                continue
            lines = tuple(line for line in self.options(question) if line.id in given.unsure and not line.harmless)
            if name in applied and lines and self._may_calm(name, {line.id for line in lines}):
                return question._replace(
                    ask=AGAIN, help=STILL_UNSURE, options=lines, unsure=None, ask_which=False, sensitive=False
                )
        return None

    def _may_calm(self, name: str, lines: set[str]) -> bool:
        """Whether it still matters that these lines are denied."""
        level = self.progress.lowest
        return level < Urgency.EMERGENCY or progress(self.tree, self._with_denied(name, lines)).lowest < level

    def _with_denied(self, name: str, lines: set[str], confirmed: Picked = _NOTHING) -> dict[str, Answer]:
        """The answers, with these lines of "not sure" denied but for what is confirmed: true, or still not sure."""
        given, order = self.answers[name], [option.id for option in self.tree.questions[name].options]
        assert isinstance(given, Picked)  # noqa: S101  only a list of ticks has lines that are not sure
        yes = {*given.yes, *confirmed.yes}
        unsure = {*given.unsure} - lines | {*confirmed.unsure}
        settled = Picked(tuple(n for n in order if n in yes), tuple(n for n in order if n in unsure))
        return {**self.answers, name: settled if settled.yes or settled.unsure else NoneOfThese()}

    def settle(self, answer: Answer) -> tuple[Interview, tuple[str, ...]]:
        """The interview after the answer to `doubted`, and the questions whose answers are dropped, as in `answer`.

        A line chosen is true, one marked again stays not sure, any other is denied. Raises NotOffered, or RuntimeError if
        nothing is doubted.
        """
        question = self.doubted
        if question is None:
            raise RuntimeError("nothing is doubted")
        validate(question, question.options, answer)
        confirmed = answer if isinstance(answer, Picked) else _NOTHING
        answers = self._with_denied(question.id, {line.id for line in question.options}, confirmed)
        return self._after(answers, question.id, self.asked_again | {question.id})

    def options(self, question: Question) -> tuple[Option, ...]:
        """The options of the question that this person is shown, in order."""
        view, _ = self.decision
        shown = offered(plan(self.tree), question, view)
        return tuple(option for option in question.options if option.id in shown)

    def answer(self, answer: Answer) -> tuple[Interview, tuple[str, ...]]:
        """The interview after this answer to the present question, and the questions whose answers are dropped.

        They no longer apply, or their lists show other lines now and are asked anew.

        Raises NotOffered if the question does not allow the answer, RuntimeError if there is no question.
        """
        question = self.question
        if question is None:
            raise RuntimeError("the interview is complete")
        validate(question, self.options(question), answer)
        return self._after({**self.answers, question.id: answer}, question.id, self.asked_again - {question.id})

    def _after(self, answers: dict[str, Answer], given: str, asked_again: frozenset[str]) -> tuple[Interview, tuple[str, ...]]:
        kept = still_valid(self.tree, answers, self.answers, given)
        dropped = tuple(name for name in answers if name not in kept)
        return replace(self, answers=kept, revisited=None, asked_again=asked_again.intersection(kept)), dropped

    def applies(self, name: str) -> bool:
        """Whether this person is asked the question, sooner or later, as far as the answers tell."""
        return name in self.decision[1]

    def back(self) -> Interview:
        """The same answers, one asked question earlier; at the first one, unchanged."""
        order = list(self.answers)
        at = order.index(self.revisited) if self.revisited is not None and self.revisited in order else len(order)
        return replace(self, revisited=order[at - 1]) if at > 0 else self

    def change(self, name: str) -> Interview:
        """The same answers, at a question that has one, to answer it anew; or at one that is asked once nothing is needed.

        Raises KeyError for any other.
        """
        if name not in self.answers and name not in self.tree.optional and not self.tree.questions[name].hand_over:
            raise KeyError(name)
        return replace(self, revisited=name)

    def keep(self) -> Interview:
        """On from a question gone back to, its answer unchanged."""
        return replace(self, revisited=None)

    def for_helpers(self) -> tuple[str, ...]:
        """The unanswered questions for whoever comes to help that apply; once nothing is needed, they decide nothing."""
        _, applied = self.decision
        open_ = (question for question in self.tree.questions.values() if question.hand_over and question.id in applied)
        return tuple(question.id for question in open_ if question.id not in self.answers)

    def signs(self) -> dict[str, tuple[str, ...]]:
        """The danger signs reported so far, or not ruled out by the person: question -> options."""
        found = {name: reports_danger(self.tree.questions[name], given) for name, given in self.answers.items()}
        return {name: signs for name, signs in found.items() if signs}

    def danger(self) -> dict[str, tuple[str, ...]]:
        """The signs, and the lines of gates whose lists are not all answered yet: any of their signs may be true."""
        open_ = set(not_asked(self.tree, self.answers))
        found = self.signs()
        for name, given in self.answers.items():
            chosen = (*given.yes, *given.unsure) if isinstance(given, Picked) and self.tree.questions[name].gate else ()
            lines = [option for option in self.tree.questions[name].options if option.id in chosen]
            if waiting := tuple(line.id for line in lines if open_.intersection(line.opens)):
                found[name] = waiting
        return found


@dataclass(frozen=True, slots=True)
class Objection:
    """What speaks against an answer: a stable code, a sentence, and the option meant, if one is."""

    code: str
    message: str
    option: str | None = None


def validate(question: Question, options: tuple[Option, ...], answer: Answer) -> None:
    """Raises NotOffered unless the question, showing these options, allows the answer."""
    for objection in objections(question, options, answer):
        raise NotOffered(objection.message)


def allowed_words(question: Question, options: tuple[Option, ...]) -> tuple[str, ...]:
    """The words that may be given as an answer, in the order offered."""
    words = ["yes", "no"] if question.type is QuestionType.YES_NO else [option.id for option in options]
    none = [NONE] if question.type is QuestionType.MANY else []
    unsure = [UNSURE] if question.unsure is not None else []
    return (*words, *none, *unsure)


def objections(question: Question, options: tuple[Option, ...], answer: Answer) -> Iterator[Objection]:
    """Everything that speaks against the answer; nothing when the question allows it."""
    allowed = allowed_words(question, options)
    match answer:
        case Number(value):
            yield from _against_number(question, value)
        case Picked() if question.type is not QuestionType.NUMBER:
            yield from _against_choice(question, answer, allowed)
        case NoneOfThese() if NONE in allowed:
            pass
        case NotSure() if question.asks_which:
            yield Objection("which-unsure", "Say which of them might be true: {unsure: [...]}, or none.")
        case NotSure() if UNSURE in allowed:
            pass
        case _:
            word = {NoneOfThese: NONE, NotSure: UNSURE}.get(type(answer), "a word")
            yield Objection("not-offered", f"'{word}' is not offered here.", word)


def _against_choice(question: Question, answer: Picked, allowed: tuple[str, ...]) -> Iterator[Objection]:
    chosen = (*answer.yes, *answer.unsure)
    for name in chosen:
        if name in (NONE, UNSURE):
            yield Objection("not-offered", f"'{name}' is an answer by itself, and stands in no list.", name)
        elif name not in allowed:
            yield Objection("not-offered", f"{quoted(name)} is not offered here.", name)
    if question.type is not QuestionType.MANY and (len(answer.yes) != 1 or answer.unsure):
        yield Objection("wrong-type", "One answer is needed here, and no more.")
    elif not chosen:
        yield Objection("wrong-type", "Nothing is chosen. 'none' says that none of them is true.")


def _against_number(question: Question, value: int) -> Iterator[Objection]:
    if question.type is not QuestionType.NUMBER:
        yield Objection("wrong-type", "A number is not an answer here.")
    elif question.low is not None and question.high is not None and not question.low <= value <= question.high:
        yield Objection("out-of-range", f"{value} is not between {question.low} and {question.high}.")
