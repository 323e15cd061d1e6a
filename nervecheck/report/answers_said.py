"""What the person said, in the labels that were ticked: answer by answer, behind a rule, and all of it for the next reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.compiled import OptionTest, reasons
from nervecheck.engine.needed import not_asked
from nervecheck.engine.plan import plan
from nervecheck.engine.triage import Outcome, offered
from nervecheck.report.facts import NoTo, Said, Summary
from nervecheck.report.quotes import NONE
from nervecheck.tree.model import Option, Question, QuestionType, Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.engine.compiled import SingleTest

GATE = "gate"  # the part of an answer whose lines are no signs: the lists that they open say what is there


def said_for(tests: Iterable[SingleTest], tree: Tree, answers: Answers) -> tuple[Said, ...]:
    """The answers behind the reasons, by question in the order asked; behind a denial, what was answered instead."""
    named: dict[str, set[str]] = {}
    for reason in tests:
        if reason.question in answers:
            named.setdefault(reason.question, set()).update(reason.options if isinstance(reason, OptionTest) else ())
    return tuple(
        in_words(question, _part(answers[name], named[name])) for name, question in tree.questions.items() if name in named
    )


def asked_after(tests: Iterable[SingleTest], tree: Tree, answers: Answers, outcome: Outcome) -> Iterator[OptionTest]:
    """The danger signs because of which the questions of these tests were asked: "since when" says nothing without its sign.

    What waits for an urgency was asked because of the result, and has none.
    """
    named = {test.question for test in tests}
    for name in (one for one in named if tree.section_of(one).from_ is None):
        for opened in reasons(plan(tree).guards[name], outcome.view):
            asked = tree.questions[opened.question]
            given = answers.get(asked.id)
            if isinstance(opened, OptionTest) and isinstance(given, Picked) and not asked.gate:
                picked = {one for one in (*given.yes, *given.unsure) if asked.is_danger(one)}
                if signs := opened.options & picked:
                    yield opened._replace(options=signs)


def _part(answer: Answer, names: set[str]) -> Answer:
    """The part of the answer that has one of these names; all of it where none has."""
    if not isinstance(answer, Picked):
        return answer
    part = Picked(*(tuple(name for name in words if name in names) for words in (answer.yes, answer.unsure)))
    return part if part.yes or part.unsure else answer


def in_words(question: Question, answer: Answer) -> Said:
    """The answer in the words of the question."""
    said, unsure = [], []
    match answer:
        case Number(value):
            said.append(f"{value} {question.unit}".strip())
        case NoneOfThese():
            said.append(NONE)
        case NotSure():
            said.append("Not sure")
        case Picked():
            said += [_label(question, name) for name in answer.yes]
            unsure += [_label(question, name) for name in answer.unsure]
    clear = isinstance(answer, Picked) and question.type is QuestionType.MANY
    return _listed(question, said)._replace(unsure=tuple(unsure), signs=_signs(question, answer), clear=clear)


def _signs(question: Question, answer: Answer) -> tuple[str, ...]:
    """The labels of the danger signs among what was picked, sure or not."""
    named = (*answer.yes, *answer.unsure) if isinstance(answer, Picked) else ()
    return tuple(_label(question, name) for name in named if question.is_danger(name))


def _label(question: Question, name: str) -> str:
    """What the option is called on screen."""
    option = question.option(name)
    return option.label if option is not None else name.capitalize()


def _listed(question: Question, labels: Iterable[str] = ()) -> Said:
    part = GATE if question.gate else "" if question.reader is None else str(question.reader)
    return Said(question.id, question.topic, question.ask, tuple(labels), part=part)


def summary_of(tree: Tree, answers: Answers, outcome: Outcome) -> Summary:
    """All that was said, denied, not known and not asked, in the order asked."""
    said, denied, beside, unknown, no = list[Said](), list[Said](), list[Said](), list[Said](), list[NoTo]()
    for question, answer in ((tree.questions[name], answers[name]) for name in outcome.applied if name in answers):
        shown = offered(plan(tree), question, outcome.view)
        if question.reader is None:  # what has a place of its own on the next reader's page says so there
            no += _not_opened(tree, question, answer, answers) if question.gate else _no_to(question, answer, shown)
        match answer:
            case NoneOfThese():
                denied.append(_listed(question, (o.label for o in question.options if o.id in shown)))
            case NotSure():
                signs = tuple(_label(question, o.id) for o in question.options if o.danger) if question.asks_danger else ()
                unknown.append(_listed(question)._replace(signs=signs or ((question.topic,) if question.danger else ())))
            case _:
                whole = in_words(question, answer)
                said += [whole._replace(unsure=())] if whole.answers else []
                unknown += [whole._replace(answers=whole.unsure, unsure=())] if whole.unsure else []
                beside += _not_chosen(question, answer, shown)
    chosen_lines, denied_lines = _lines_of_gates(tree, answers)
    open_ = not_asked(tree, answers)
    unopened = tuple(line.label for line in chosen_lines if set(line.opens).intersection(open_))
    told = {name for line in (*chosen_lines, *denied_lines) for name in line.opens}
    danger = (_listed(tree.questions[name]) for name in open_ if name not in told and tree.questions[name].asks_danger)
    parts = {q.reader: False for q in tree.questions.values() if q.reader is not None}
    parts |= {q.reader: True for name in answers if (q := tree.questions[name]).reader is not None}
    unanswered = tuple(str(part) for part, answered in parts.items() if not answered)
    return Summary(
        said=tuple(said),
        denied=tuple(denied),
        not_chosen=tuple(beside),
        not_known=tuple(unknown),
        not_asked=tuple(danger),
        unopened=unopened,
        no=tuple(dict.fromkeys(no)),
        open=unanswered,
    )


def _lines_of_gates(tree: Tree, answers: Answers) -> tuple[list[Option], list[Option]]:
    """The lines of the gates that were chosen or not sure, and those that were denied."""
    chosen, denied = list[Option](), list[Option]()
    for question in tree.questions.values():
        answer = answers.get(question.id)
        if question.gate and isinstance(answer, Picked | NoneOfThese):
            named = (*answer.yes, *answer.unsure) if isinstance(answer, Picked) else ()
            for line in question.options:
                (chosen if line.id in named else denied).append(line)
    return chosen, denied


def _no_to(question: Question, answer: Answer, shown: tuple[str, ...]) -> list[NoTo]:
    """How many danger signs were shown and answered no; what was not sure is no no."""
    if not question.asks_danger or isinstance(answer, NotSure | Number):
        return []
    signs = ["yes"] if question.type is QuestionType.YES_NO else [o.id for o in question.options if o.danger and o.id in shown]
    named = (*answer.yes, *answer.unsure) if isinstance(answer, Picked) else ()
    left = [name for name in signs if name not in named]
    return [NoTo(question.topic, len(left), len(left) == len(signs))] if left else []


def _not_opened(tree: Tree, gate: Question, answer: Answer, answers: Answers) -> Iterator[NoTo]:
    """The lists that a gate left closed, by topic: a no to its line is a no to all of them that no other line opens."""
    _, denied = _lines_of_gates(tree, {gate.id: answer})
    opened = {name for line in _lines_of_gates(tree, answers)[0] for name in line.opens}
    for name in (name for line in denied for name in line.opens if name not in answers and name not in opened):
        yield NoTo(tree.questions[name].topic, 0, True)


def _not_chosen(question: Question, answer: Answer, shown: tuple[str, ...]) -> list[Said]:
    if not isinstance(answer, Picked) or question.type is not QuestionType.MANY or not question.asks_danger:
        return []
    rest = [o for o in question.options if o.danger and o.id in shown]
    left = [option.label for option in rest if option.id not in (*answer.yes, *answer.unsure)]
    return [_listed(question, left)] if left else []
