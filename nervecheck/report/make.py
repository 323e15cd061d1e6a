"""Answers -> Report: gathers every fact about one person's answers. Words and order are `compose`'s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nervecheck import __version__
from nervecheck.engine.answer import Answer, Answers, NoneOfThese, NotSure, Number, Picked
from nervecheck.engine.compiled import OptionTest, reasons
from nervecheck.engine.needed import not_asked
from nervecheck.engine.plan import plan, shown
from nervecheck.engine.ranking import ranking
from nervecheck.engine.triage import Fired, Outcome, offered, triage
from nervecheck.report.excerpts import excerpts_for, visit
from nervecheck.report.facts import Cited, Content, Flag, Lifted, Net, Note, Numbers, Report, Said, Summary
from nervecheck.report.likely_causes import likely_causes
from nervecheck.tree.library import Source
from nervecheck.tree.model import Escalation, Limit, Question, QuestionType, Tree
from nervecheck.tree.terms import Urgency

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from nervecheck.engine.compiled import SingleTest

UNKNOWN_NUMBER = "your local emergency number (112, 911 or 999)"


def make_report(tree: Tree, answers: Answers, numbers: Numbers, told: tuple[str, ...] = ()) -> Report:
    """The report on these answers; `told` holds notes about the file they came from."""
    outcome = triage(tree, answers)
    action = tree.advice.actions[outcome.urgency.id]
    found = ranking(tree, answers, outcome)
    library = excerpts_for(tree, answers, outcome, found)
    report = Report(
        urgency=outcome.urgency.id,
        word=action.word,
        headline=action.headline,
        numbers=numbers,
        steps=action.steps,
        avoid=action.avoid,
        covered=outcome.covered,
        notes=tuple(_note(limit) for limit in outcome.limits),
        flags=tuple(_flag(fired, tree, answers) for fired in outcome.fired),
        escalated=tuple(_lifted(step, tree, answers, outcome) for step in outcome.escalations),
        earned=_said_for(outcome.earned, tree, answers),
        missed=_said_for(outcome.missed, tree, answers),
        self_care_why=tree.rules.self_care.why if outcome.urgency is Urgency.SELF_CARE else "",
        safety_nets=tuple(_nets(tree, outcome)),
        causes=likely_causes(found, tree),
        excerpts=library.excerpts,
        more=library.more,
        visit=visit(tree, answers, outcome, lambda question, answer: in_words(question, answer).answers),
        not_assessed=tree.advice.not_assessed,
        summary=_summary(tree, answers, outcome),
        ignored=tuple(tree.questions[name].topic for name in outcome.ignored),
        told=told,
        sources=(),
        content=content(tree),
    )
    used = dict.fromkeys(_used(report))
    return report._replace(sources=tuple(cited(name, tree.sources[name]) for name in used))


def _used(report: Report) -> Iterator[str]:
    """The id of every source behind what the report says, in the order of reading."""
    causes = report.causes
    for flag in report.flags:
        yield from flag.sources
    for net in report.safety_nets:
        yield from net.sources
    if causes is not None:
        yield from causes.sources
        for cause in (*(item for item in causes.likely if item.cause in causes.named), *causes.serious):
            yield from cause.sources
    for excerpt in report.excerpts:
        yield from excerpt.sources


def action_report(tree: Tree, urgency: Urgency, numbers: Numbers) -> Report:
    """A report that holds what to do at this urgency, and nothing about a person."""
    action, nobody = tree.advice.actions[urgency.id], make_report(tree, {}, numbers)
    return nobody._replace(
        urgency=urgency.id, word=action.word, headline=action.headline, steps=action.steps, avoid=action.avoid
    )


def numbers_for(tree: Tree, region: str | None, guessed: bool = False) -> Numbers:
    """The numbers of the region (upper-case ISO code); a guess from a language setting is worded as the guess it is.

    Raises KeyError for a region that is not in regions.yaml, unless it was guessed.
    """
    if region is None or (guessed and region not in tree.regions):
        return Numbers(UNKNOWN_NUMBER, "", "", "")
    place = tree.regions[region]
    if guessed:
        known = f"{place.emergency} in {_the(place.name)}. Elsewhere: 112 or your local number"
        return Numbers(known, "", "", "")
    return Numbers(place.emergency, place.advice, place.hospital, place.also)


def _the(country: str) -> str:
    return f"the {country}" if country.startswith(("United", "Netherlands", "Czech Rep", "Philipp")) else country


def _flag(fired: Fired, tree: Tree, answers: Answers) -> Flag:
    rule = fired.rule
    return Flag(
        rule=rule.id,
        title=rule.title,
        urgency=fired.urgency.id,
        why=rule.why,
        because=_said_for(fired.reasons, tree, answers),
        raised=tuple(step.why for step in fired.steps),
        do=rule.do,
        avoid=rule.avoid,
        sources=rule.sources,
        basis=rule.basis or "",
        reviewed=rule.reviewed.isoformat(),
    )


def _lifted(step: Escalation, tree: Tree, answers: Answers, outcome: Outcome) -> Lifted:
    test = next(test for item, test in plan(tree).escalations if item is step)
    return Lifted(step.why, _said_for(reasons(test, outcome.view), tree, answers))


def _said_for(tests: Iterable[SingleTest], tree: Tree, answers: Answers) -> tuple[Said, ...]:
    """The answers behind the reasons, by question in the order asked; behind a denial, what was answered instead."""
    named: dict[str, set[str]] = {}
    for reason in tests:
        if reason.question in answers:
            named.setdefault(reason.question, set()).update(reason.options if isinstance(reason, OptionTest) else ())
    return tuple(
        in_words(question, _part(answers[name], named[name])) for name, question in tree.questions.items() if name in named
    )


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
            said.append("None of these")
        case NotSure():
            said.append("Not sure")
        case Picked():
            said += [_label(question, name) for name in answer.yes]
            unsure += [_label(question, name) for name in answer.unsure]
    return Said(question.id, question.topic, question.ask, tuple(said), tuple(unsure))


def _label(question: Question, name: str) -> str:
    """What the option is called on screen."""
    option = question.option(name)
    return option.label if option is not None else name.capitalize()


def _listed(question: Question, labels: Iterable[str] = ()) -> Said:
    return Said(question.id, question.topic, question.ask, tuple(labels))


def _nets(tree: Tree, outcome: Outcome) -> Iterator[Net]:
    for net, test in shown(tree).nets:
        if outcome.urgency in net.urgencies and test.value(outcome.view) is True:
            yield Net(net.id, net.heading, net.changes, net.course, net.sources)


def _summary(tree: Tree, answers: Answers, outcome: Outcome) -> Summary:
    said, denied, beside, unknown = [], [], [], []
    for question, answer in ((tree.questions[name], answers[name]) for name in outcome.applied if name in answers):
        match answer:
            case NoneOfThese():
                shown_ = offered(plan(tree), question, outcome.view)
                denied.append(_listed(question, (o.label for o in question.options if o.id in shown_)))
            case NotSure():
                unknown.append(_listed(question))
            case _:
                whole = in_words(question, answer)
                said += [whole._replace(unsure=())] if whole.answers else []
                unknown += [whole._replace(answers=whole.unsure, unsure=())] if whole.unsure else []
                beside += _not_chosen(question, answer, offered(plan(tree), question, outcome.view))
    open_ = (tree.questions[name] for name in not_asked(tree, answers))
    danger = (_listed(question) for question in open_ if question.asks_danger)
    return Summary(tuple(said), tuple(denied), tuple(beside), tuple(unknown), tuple(danger))


def _not_chosen(question: Question, answer: Answer, shown_: tuple[str, ...]) -> list[Said]:
    if not isinstance(answer, Picked) or question.type is not QuestionType.MANY or not question.asks_danger:
        return []
    rest = [o for o in question.options if o.danger and o.id in shown_]
    left = [option.label for option in rest if option.id not in (*answer.yes, *answer.unsure)]
    return [_listed(question, left)] if left else []


def _note(limit: Limit) -> Note:
    return Note(limit.id, limit.say, limit.ask)


def cited(name: str, source: Source) -> Cited:
    """The source as a report names it."""
    return Cited(name, source.title, source.year, source.url, str(source.read))


def content(tree: Tree) -> Content:
    """Which questions and which program this is."""
    about = tree.about
    return Content(about.title, about.version, tree.digest, about.reviewed.isoformat(), about.reviewed_by, __version__)
